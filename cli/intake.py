"""The command that takes a clerk's lists in: import."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .options import Asked, shared
from .output import Column, emit_json, emit_rows

if TYPE_CHECKING:
    from ..workspace.intake import Asked as How
    from ..workspace.intake import Intake, Preview, Step

COLUMNS = (
    Column("file", "文件", "file"),
    Column("rows", "行", "rows"),
    Column("new", "新增", "new"),
    Column("changed", "有变化", "changed"),
    Column("duplicates", "疑似重复", "likely duplicates"),
    Column("deregistered", "注销吊销", "deregistered"),
    Column("errors", "错误", "errors"),
    Column("warnings", "警告", "warnings"),
    Column("batch", "批次", "batch"),
)
SHOWN = 20  # faults on the screen; all stand in the report
STOPPED_EXIT = 3


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="文件...", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--check", is_flag=True, help="只检查，什么都不写入工作区")
@click.option("--partial", is_flag=True, help="有错误的行留下，其余照常导入（默认：有一处错误，整个文件都不导入）")
@click.option("--registered", is_flag=True, help="经手人声明：名单内企业都在园区登记")
@click.option("--keep-contact", is_flag=True, help="保留电话、邮箱、联系人、法定代表人等个人信息（默认不读入）")
@click.option("--limit-mb", default=100, show_default=True, type=click.IntRange(1, 4000), help="解压后的大小上限，超过则不读")
@click.option("--out", "-o", type=click.Path(file_okay=False, path_type=Path), help="校验报告和标红的副本写到哪个文件夹")
@shared
def import_command(asked: Asked, files: tuple[Path, ...], check: bool, out: Path | None, limit_mb: int, **how: bool) -> None:
    """导入企业名单：企查查、天眼查、启信宝的导出，规上、高企名录，自己的 Excel，或一列企业名称；问题一次列全，成为一个可撤销的批次。"""
    from ..workspace.intake import Asked as How
    from ..workspace.intake import Intake
    from ..workspace.paths import open_workspace

    intake = Intake(open_workspace(asked.workspace))
    wish = How(as_of=asked.as_of or "", limit_mb=limit_mb, **how)
    outcomes = [_workbook(asked, path, wish, check) or _take(asked, intake, path, wish, check, out) for path in files]
    if asked.json:
        emit_json(outcomes[0].json if len(outcomes) == 1 else [o.json for o in outcomes])
    elif lists := [o.line() for o in outcomes if "changes" not in o.json]:
        emit_rows(asked, lists, COLUMNS)
    if any(o.stopped for o in outcomes):
        raise click.exceptions.Exit(STOPPED_EXIT)


@dataclass(frozen=True)
class Outcome:
    """What became of one file: the contract's JSON, and whether it was refused or stopped by errors."""

    json: Mapping[str, Any]
    stopped: bool

    def line(self) -> dict[str, Any]:
        """Return the file's row of the printed table."""
        faults = Counter(f["level"] for f in self.json.get("faults", ()))
        batch = "未读" if "rejected" in self.json else self.json.get("batch", "（只检查）")
        return {**self.json, "errors": faults["错误"], "warnings": faults["警告"], "batch": batch or "（没有写入）"}


def _workbook(asked: Asked, path: Path, how: How, check: bool) -> Outcome | None:
    """Take in a workbook that `liantu template` wrote; None where it is something else."""
    from ..acts import take_in
    from ..loaders.templates.cells import may_be_ours, read_sheets
    from ..loaders.templates.read import is_template
    from ..workspace.paths import open_workspace
    from .intake_template import tell

    if not may_be_ours(path) or not is_template(sheets := read_sheets(path, how.limit_mb * 2**20)):
        return None
    taken = take_in(open_workspace(asked.workspace), path, as_of=asked.as_of, partial=how.partial, check=check, sheets=sheets)
    if not asked.json:
        tell(asked, taken)
    if taken.stopped:
        asked.say(taken.refusal)
    return Outcome(taken.json, taken.stopped)


def _take(asked: Asked, intake: Intake, path: Path, how: How, check: bool, out: Path | None) -> Outcome:
    from ..loaders.intake.sheet import Unreadable

    try:
        with _steps(asked) as step:
            preview = intake.look(path, how, step)
    except Unreadable as refused:
        asked.say(f"{path.name}：{refused}")
        return Outcome({"file": path.name, "rejected": str(refused)}, True)
    _tell(asked, preview)
    found = preview.as_json()
    if not check:
        with _steps(asked) as step:
            batch = intake.commit(preview, how, step)
        found["batch"] = batch.id if batch else ""
    folder = out or (intake.workspace.root / "checks" if found["faults"] and not check else None)
    if folder:
        found["reports"] = [str(written) for written in _write(preview, folder)]
        asked.say(f"校验报告和标红的副本 / validation report and marked copy: {folder}")
    return Outcome(found, preview.stopped)


def _tell(asked: Asked, preview: Preview) -> None:
    """Say on stderr what was found, before anything is written."""
    name = preview.examined.path.name
    for fault in [*preview.faults[:SHOWN], *preview.notices[:SHOWN]]:
        where = f"{fault.sheet} 第{fault.row}行" if fault.row else fault.sheet
        value = f"“{fault.value}”" if fault.value else ""
        cell = f" [{fault.column}]" if fault.column else ""
        asked.say(f"{name} {where}{cell}{value}：{fault.level}：{fault.problem}{'。' if fault.advice else ''}{fault.advice}")
    if more := sum(max(len(found) - SHOWN, 0) for found in (preview.faults, preview.notices)):
        asked.say(f"{name}：另有 {more} 条，见校验报告（--out）或 --json / more in the report")
    asked.say(
        f"{name}：{len(preview.examined.records)} 行；新增 {preview.new} 家，有变化 {preview.changed} 家，"
        f"疑似重复 {preview.duplicates} 行，注销吊销 {preview.deregistered} 家"
    )
    if preview.stopped:
        asked.say(f"{name}：有错误，整个文件没有导入；改正后再导入，或用 --partial 只导入没有错误的行 / errors: nothing was imported")


def _write(preview: Preview, folder: Path) -> list[Path]:
    """Write the validation report and the marked copy; return their paths."""
    from ..acts import validation_files
    from ..graph.files import write_atomic

    written = validation_files(preview)
    for name, content in written.items():
        write_atomic(folder / name, content)
    return [folder / name for name in written]


@contextmanager
def _steps(asked: Asked) -> Iterator[Step]:
    """Yield a function (what, how many rows) that moves a bar on a terminal and does nothing elsewhere."""
    if asked.quiet or not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    shown = Progress(
        SpinnerColumn(), TextColumn("{task.description} {task.completed} 行"), TimeElapsedColumn(), console=Console(stderr=True)
    )
    with shown as progress:
        tasks: dict[str, Any] = {}

        def step(what: str, rows: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what, total=None)
            progress.update(tasks[what], completed=rows)

        yield step
