"""Commands that keep a workspace safe: backup, restore."""

from __future__ import annotations

from pathlib import Path

import click

from .options import Asked, shared
from .output import emit_json

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("backup")
@click.option("--out", "-o", required=True, type=FILE, help="备份写到这个 .zip（已存在则不写）")
@shared
def backup_command(asked: Asked, out: Path) -> None:
    """把工作区（批次、决定、台账、来源 …）备份成一个 zip，附每个文件的校验和；图不在内，随时可重建。"""
    from ..workspace.backup import back_up
    from ..workspace.paths import open_workspace

    workspace = open_workspace(asked.workspace)
    _tell(asked, out, workspace.root, back_up(workspace, out), "已备份 / backed up")


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="工作区已有内容时替换它")
@shared
def restore_command(asked: Asked, file: Path, replace: bool) -> None:
    """由备份恢复工作区：先整份核对，再一次换上；不完整、被改动或由更新版本写成的备份不予恢复。"""
    from ..workspace.paths import workspace_at
    from ..workspace.restore import restore

    workspace = workspace_at(asked.workspace)
    _tell(asked, file, workspace.root, restore(workspace, file, replace=replace), "已恢复 / restored")


def _tell(asked: Asked, file: Path, root: Path, names: list[str], done: str) -> None:
    if asked.json:
        emit_json({"file": str(file), "workspace": str(root), "files": names})
    else:
        click.echo(f"{done}：{len(names)} 个文件 / files，{file}，工作区 / workspace {root}")
