"""The command that makes the files of a manifest again and compares them byte by byte: replay."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from ..graph.errors import DataError, LiantuError, NotFound
from .again import OPTIONS, words
from .options import Asked, shared_undated
from .output import Column, emit_json, emit_rows

COLUMNS = (Column("file", "文件", "file"), Column("same", "逐字节相同", "same bytes"), Column("sha256", "现在的 SHA-256", "sha256 now"))
UNEXPLAINED = "输入都与当时相同，文件却不同：程序或软件库已改动，请用当时的版本 / same inputs: the program or a library differs"
SHA256 = 64  # hex characters


@click.command("replay")
@click.argument("manifest", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--out", "-o", type=click.Path(file_okay=False, path_type=Path), help="把重做的文件留在这个文件夹（默认只比较，不留下）")
@shared_undated
def replay_command(asked: Asked, manifest: Path, out: Path | None) -> None:
    """按 manifest.json 重做材料（report、map、export），逐字节比较；不同时说出变了的输入。"""
    held, files = read_manifest(manifest)
    with _folder(out) as folder:
        fault = _make(asked, held, folder)
        rows = [_compared(folder / name, told) for name, told in sorted(files.items())]
    changed = _changed(asked, held)
    same = not fault and all(row["same"] for row in rows)
    if asked.json:
        emit_json({"same": same, "files": rows, "changed": changed})
    else:
        emit_rows(asked, rows, COLUMNS)
        for line in changed if same else ():
            asked.say(f"输入有变，但文件不受影响：{line}")
    if not same:
        raise DataError(
            *(fault or ()),
            *(changed or ["输入都与当时相同，文件却不同：程序或软件库已改动，请用当时的版本 / the program or a library differs"]),
        )


def read_manifest(path: Path) -> tuple[Mapping[str, Any], Mapping[str, str]]:
    """Return what was asked and file → SHA-256. Raises NotFound without the file, DataError for one that is not ours."""
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise NotFound(f"{path}：没有这个清单，应为输出文件夹里的 manifest.json / no such manifest") from None
    except (ValueError, RecursionError):
        raise DataError(f"{path}：不是 JSON 清单，应为 liantu 写出的 manifest.json / not a manifest") from None
    asked, files = (held.get(k) for k in ("replay", "files")) if isinstance(held, dict) else (None, None)
    if asked is None:
        raise DataError(f"{path}：清单没有记下命令（replay），不能重做；请用本版本重新写出 / the manifest names no command to replay")
    if not (isinstance(files, dict) and _is_asked(asked) and _is_files(files)):
        raise DataError(f"{path}：清单的 replay 或 files 不合格式，请用未改动的清单 / a broken manifest")
    return asked, files


def _is_asked(asked: Any) -> bool:
    if not isinstance(asked, dict) or not isinstance(asked.get("options"), dict):
        return False
    texts = isinstance(asked.get("inputs"), dict) and all(isinstance(v, str) for v in asked["inputs"].values())
    return texts and isinstance(asked.get("as_of"), str | None) and str(asked.get("command")) in OPTIONS


def _is_files(files: dict[Any, Any]) -> bool:
    return bool(files) and all(Path(n).name == n and isinstance(h, str) and len(h) == SHA256 for n, h in files.items())


@contextlib.contextmanager
def _folder(out: Path | None) -> Iterator[Path]:
    """The folder asked for, or one of our own that goes again."""
    if out:
        yield out
        return
    own = Path(tempfile.mkdtemp(prefix="liantu-replay-"))
    try:
        yield own / "out"
    finally:
        shutil.rmtree(own, ignore_errors=True)


def _make(asked: Asked, held: Mapping[str, Any], out: Path) -> tuple[str, ...]:
    """Run the command again; return why it failed, nothing where it did not."""
    from .main import cli

    names = {name: cli.get_command(click.Context(cli), name) for name in OPTIONS}
    given = words(held, {name: found for name, found in names.items() if found})
    where = [f"--out={out}", "--quiet", "--json"]
    where += [f"--{key}={value}" for key, value in (("store", asked.store), ("workspace", asked.workspace)) if value]
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            cli.main(args=[held["command"], *where, *given], prog_name="liantu", standalone_mode=False)
    except (LiantuError, click.ClickException) as fault:
        said = str(fault) if isinstance(fault, LiantuError) else fault.format_message()
        return (f"重做失败：{said.splitlines()[0]} / cannot be made again",)
    return ()


def _compared(path: Path, told: str) -> dict[str, Any]:
    now = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    return {"file": path.name, "same": now == told, "sha256": now}


def _changed(asked: Asked, held: Mapping[str, Any]) -> list[str]:
    from ..workspace.inputs import changes, inputs
    from ..workspace.paths import open_workspace

    return changes(held["inputs"], inputs(open_workspace(asked.workspace)))
