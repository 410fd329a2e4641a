"""A backup: the truth of a workspace in one zip with a list of hashes; graphs are left out, for they are built from it."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path

from ..graph import schema as s
from ..graph.errors import DataError
from ..graph.files import write_atomic, zip_entry
from .form import RESTORING, SCHEMA_FILE
from .lock import locked
from .paths import Workspace

FORMAT, LIST = "liantu-backup 1", "MANIFEST.json"


def derived(workspace: Workspace) -> frozenset[str]:
    """Return the names in a workspace's root that are no truth: what is built, the lock, the mark of a restore."""
    return frozenset({workspace.graphs.name, workspace.current.name, workspace.lock.name, RESTORING})


def truth(workspace: Workspace) -> list[Path]:
    """Return every file that a backup holds, sorted; what a killed writer left (its name begins with a dot) is not one."""
    left_out, root = derived(workspace), workspace.root
    found = [path.relative_to(root) for path in root.rglob("*") if path.is_file() and not path.is_symlink()]
    return sorted(p for p in found if p.parts[0] not in left_out and not any(part.startswith(".") for part in p.parts))


def held(workspace: Workspace) -> bool:
    """Tell whether a workspace holds anything of the user's; what mere reading leaves there is not."""
    left = {SCHEMA_FILE, workspace.gaps_kept.name, workspace.measured.name}
    return workspace.root.is_dir() and any(path.parts[0] not in left for path in truth(workspace))


def back_up(workspace: Workspace, out: Path) -> list[str]:
    """Write the backup and return the names of its files; the same content gives the same bytes.

    Raises DataError for an empty workspace, a file that is there already or one inside the workspace, StoreError where it is being written.
    """
    if out.resolve().is_relative_to(workspace.root.resolve()):
        raise DataError(f"{out} 在工作区里面，请存到别处 / is inside the workspace, choose another place")
    if out.exists():
        raise DataError(f"{out} 已存在，请换一个文件名 / exists already, choose another name")
    if not held(workspace):
        raise DataError(f"工作区 {workspace.root} 没有可备份的内容 / the workspace holds nothing to back up")
    with locked(workspace.lock):
        content = {path.as_posix(): (workspace.root / path).read_bytes() for path in truth(workspace)}
    write_atomic(out, _packed(content))
    return list(content)


def _packed(content: dict[str, bytes]) -> bytes:
    listed = {name: {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)} for name, data in content.items()}
    head = json.dumps({"format": FORMAT, "schema": s.VERSION, "files": listed}, ensure_ascii=False, indent=1, sort_keys=True)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in {LIST: head.encode(), **content}.items():
            archive.writestr(zip_entry(name), data)
    return packed.getvalue()
