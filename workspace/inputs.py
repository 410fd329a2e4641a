"""Every input a written file is made from, each with its hash: what a manifest keeps, so that a replay can say which one changed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from .. import __version__
from ..graph import schema as s
from ..loaders.shipped import DATA, data_files
from .batches import standing
from .paths import Workspace

SETTINGS = Path(__file__).parent.parent  # whose analysis/*.toml and reports/profiles/*.toml are settings
LENGTH = 16  # hex characters, as of the hash of a build
KINDS = {
    "program": "程序版本",
    "schema": "图的模式版本",
    "data": "数据文件",
    "settings": "设置",
    "workspace": "工作区",
}


def inputs(workspace: Workspace, data: Path = DATA) -> dict[str, str]:
    """Return input → version or hash, sorted: program, schema, each data file, each settings file, each file of the workspace.

    Batches that were undone do not count. Cost: every byte of the inputs is read once.
    """
    found = {"program": __version__, "schema": s.VERSION}
    found |= {f"data/{name}": _hash(path) for name, path in data_files(data).items()}
    for folder in ("analysis", "reports/profiles"):
        found |= {f"settings/{path.name}": _hash(path) for path in (SETTINGS / folder).glob("*.toml")}
    own = [workspace.batches / f"{batch.id}.jsonl" for batch in standing(workspace)]
    own += [workspace.decisions, workspace.closings, workspace.ledger, workspace.own_sources, workspace.tables, workspace.measured]
    found |= {f"workspace/{path.relative_to(workspace.root).as_posix()}": _hash(path) for path in own if path.exists()}
    return dict(sorted(found.items()))


def changes(then: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Return a line for every input that was added, changed or removed since; none where all are as they were."""
    return [_change(name, then.get(name), now.get(name)) for name in sorted(then.keys() | now.keys()) if then.get(name) != now.get(name)]


def _change(name: str, then: str | None, now: str | None) -> str:
    kind, _, rest = name.partition("/")
    what = " ".join(filter(None, (KINDS.get(kind, kind), rest)))
    if then is None:
        return f"{what}：当时没有，现在有（{now}）/ added since"
    if now is None:
        return f"{what}：当时有（{then}），现在没有 / removed since"
    return f"{what}：当时 {then}，现在 {now} / changed since"


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:LENGTH]
