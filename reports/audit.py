"""The audit as files of its own: docx, xlsx and html with one part a family, and the 任务分解表 as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ..analysis.audit import SECTIONS, audit
from ..analysis.audit_measures import NO_GAP, Task, tasks
from ..analysis.gaps import gaps
from ..analysis.settings import audit_settings
from ..graph.closings import Closing
from ..graph.errors import DataError
from ..graph.presence import Zone
from ..graph.snapshot import Snapshot
from .base import INTERNAL, Cell, Context, Paragraph, Row, Section, table
from .citing import cited
from .compose import bind, chinese_number
from .manifest import free_manifest, manifest
from .pack import RENDERERS, legal_name, write_file
from .sections.audit import counts_line, family

TASK_COLUMNS = [
    ("no", "序号", 6),
    ("measure", "举措", 26),
    ("quote", "规划原文", 50),
    ("kind", "类型", 8),
    ("aim", "针对", 30),
    ("horizon", "规划时限", 12),
    ("gap", "对应缺口", 30),
    ("unit", "责任单位", 12),
    ("due", "完成时限", 12),
    ("progress", "进度", 12),
    ("source", "依据（章节段落）", 24),
]


def write_audit(
    graph: Snapshot, zone: Zone, out: Path, *, closings: Mapping[str, Closing] | None = None, as_of: str | None = None
) -> list[Path]:
    """Write the audit into `out` as docx, xlsx and html; return the files, manifest last. Same graph and arguments, same bytes.

    Raises LiantuError where a file cannot be written.
    """
    ctx = _context(graph, zone, closings, as_of)
    document = bind(ctx, zone.name, f"{zone.name}规划核对", tuple(_sections(ctx)))
    stem = f"{legal_name(zone.name)}-规划核对"
    written = {out / f"{stem}.{kind}": draw(document) for kind, draw in RENDERERS.items()}
    written[free_manifest(out, stem, written)] = manifest(graph, written, closings or {}, as_of=as_of, edition=INTERNAL, profile="audit")
    for path, content in written.items():
        write_file(path, content)
    return list(written)


def write_tasks(graph: Snapshot, zone: Zone, path: Path, *, as_of: str | None = None) -> Path:
    """Write the 任务分解表 as a workbook; units, due dates and progress stay blank for the staff.

    Raises DataError where the name does not end in .xlsx, LiantuError where the file cannot be written.
    """
    if path.suffix.lower() != ".xlsx":
        raise DataError(f"{path}：任务分解表应为 .xlsx 文件 / the task table is an .xlsx file")
    ctx = _context(graph, zone, None, as_of)
    rows = [_task(number, task) for number, task in enumerate(tasks(graph, ctx.found, audit_settings()), 1)]
    note = f"共 {len(rows)} 项。“{NO_GAP}”指未针对已证实的结构性缺口，不等于举措无用；待核实不等于缺。"
    section = Section("tasks", "任务分解表", "任务分解表", (table(TASK_COLUMNS, rows, note=note),), wide=True)
    write_file(path, RENDERERS["xlsx"](bind(ctx, zone.name, f"{zone.name}规划任务分解表", (section,), main_source=False)))
    return path


def _context(graph: Snapshot, zone: Zone, closings: Mapping[str, Closing] | None, as_of: str | None) -> Context:
    return Context(graph, zone, as_of=as_of, closings=closings or {}, found=tuple(gaps(graph, zone)))


def _sections(ctx: Context) -> Iterator[Section]:
    found = audit(ctx.graph, ctx.zone, ctx.found, ctx.closings)
    yield Section("overview", "总表", "总表", (Paragraph(Cell(counts_line(found))),))
    for number, (section, rows) in enumerate(found.items(), 1):
        title = f"{chinese_number(number)}、{SECTIONS[section]}"
        yield Section(section, title, SECTIONS[section], (family(section, rows, ""),), wide=True)


def _task(number: int, task: Task) -> Row:
    said = task.evidence[0].quote if task.evidence else ""
    unknown = f"（所针对的末级环节 {task.unknown} 个待核实）" if task.unknown else ""
    return {
        "no": number,
        "measure": task.measure.name,
        "quote": said,
        "kind": str(task.measure.props.get("kind", "")),
        "aim": "、".join(dict.fromkeys(aim.name for aim in task.aims)),
        "horizon": str(task.measure.props.get("horizon", "")),
        "gap": "、".join(task.gaps) or f"{NO_GAP}{unknown}",
        "source": cited(task.evidence),
    }
