"""对接单: what one takes to a meeting with a firm, at most two pages, docx and html; written so that the firm may read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ..analysis.gaps import gaps
from ..analysis.openings import may_land
from ..analysis.portrait_text import Part
from ..graph.errors import DataError
from ..graph.ledger import Entry, firm_of
from ..graph.presence import Zone
from ..graph.snapshot import Node, Snapshot
from .base import PUBLIC, Block, Cell, Context, Document, Paragraph, Row, Section, table
from .brief_lines import brief_parts
from .citing import shorten
from .compose import NAME_LIMIT, bind
from .manifest import free_manifest, manifest
from .pack import RENDERERS, legal_name, write_file
from .portrait import blocks_of, fitting_page
from .scope import is_resident

KINDS = ("docx", "html")
POINTS = 930  # height of the lines on two pages, the title and the table of the meeting left out
MEETINGS = 4  # blank rows
MET = [("date", "日期", 14), ("how", "方式", 14), ("who", "参加人", 24), ("what", "沟通内容", 60), ("next", "下一步及时间", 30)]
FOLLOWED = [("date", "日期", 14), ("state", "对接状态", 14), ("link", "环节", 30), ("unit", "责任单位", 24), ("note", "备注及下次日期", 60)]


def write_briefs(
    graph: Snapshot,
    zone: Zone,
    firms: Sequence[Node],
    out: Path,
    *,
    link: Node | None = None,
    edition: str = PUBLIC,
    as_of: str | None = None,
    ledger: Sequence[Entry] = (),
) -> list[Path]:
    """Write a 对接单 for each firm into `out` as docx and html; return the files, manifest last. Same graph and arguments, same bytes.

    `link` narrows them to one link. The internal edition adds what the ledger has of the firm; nothing else differs.
    Raises DataError for a resident or a firm that is no more, NotFound for another edition, LiantuError where a file cannot be written.
    """
    for firm in firms:
        refuse(firm)
    ctx = context(graph, zone, edition, as_of, ledger)
    written: dict[Path, bytes] = {}
    for firm in firms:
        document = brief(ctx, firm, link)
        stem = _free_stem(out, f"{legal_name(firm.name)}-对接单（{document.edition}）", written)
        written |= {out / f"{stem}.{kind}": RENDERERS[kind](document) for kind in KINDS}
    stem = next(iter(written)).stem if len(firms) == 1 else f"{legal_name(link.name if link else zone.name)}-对接单"
    written[free_manifest(out, stem, written)] = manifest(graph, written, {}, as_of=as_of, edition=edition, profile="brief")
    for path, content in written.items():
        write_file(path, content)
    return list(written)


def _free_stem(out: Path, stem: str, written: dict[Path, bytes]) -> str:
    """Firms of one name get a number each."""
    number, free = 1, stem
    while out / f"{free}.{KINDS[0]}" in written:
        number, free = number + 1, f"{stem}({number + 1})"
    return free


def context(graph: Snapshot, zone: Zone, edition: str, as_of: str | None, ledger: Sequence[Entry]) -> Context:
    """Return what briefs are made of; the gaps of all chains are worked out once. Raises NotFound for another edition."""
    return Context(graph, zone, edition, as_of, ledger=tuple(ledger), found=tuple(gaps(graph, zone)))


def brief(ctx: Context, firm: Node, link: Node | None = None) -> Document:
    """Return the 对接单 of a firm. Raises DataError for a resident or a firm that is no more."""
    lines = fitting_page(told(ctx, firm, link), POINTS, "，篇幅所限从略")
    blocks: list[Block] = [block for part in lines for block in blocks_of(*part)]
    page = Section("brief", "对接单", "对接单", (*blocks, *_meetings(), *_followed(ctx, firm)))
    return bind(ctx, firm.name, f"{shorten(firm.name, NAME_LIMIT)}对接单", (page,))


def told(ctx: Context, firm: Node, link: Node | None = None) -> list[Part]:
    """Return what the paper says, whatever the edition: titles with their lines. Raises DataError as `brief`."""
    refuse(firm)
    return brief_parts(replace(ctx, edition=PUBLIC, ledger=()), firm, link)


def refuse(firm: Node) -> None:
    """Raise DataError for a firm that is no target: a resident, or one that is deregistered or closed."""
    if is_resident(firm):
        raise DataError(
            f"{firm.name}是在区企业，不写对接单；服务在区企业请用 liantu show {firm.id} --out 画像.docx "
            "/ a resident of the zone is no target, see `liantu show`"
        )
    if not may_land(firm):
        raise DataError(f"{firm.name}按登记或人工记录已注销、吊销或关闭，不写对接单；如有误请先更正 / the firm is no more")


def _meetings() -> tuple[Block, ...]:
    rows: list[Row] = [{"date": "\n"} for _ in range(MEETINGS)]
    return (Paragraph(Cell("对接记录"), "lead"), table(MET, rows))


def _followed(ctx: Context, firm: Node) -> tuple[Block, ...]:
    """The firm's rows of the ledger, in the internal edition only."""
    own = [] if ctx.public else [e for e in ctx.ledger if firm_of(e) == firm.id]
    rows: list[Row] = [
        {
            "date": e.date,
            "state": e.stage,
            "link": ctx.graph.node(e.link).name,
            "unit": "，".join(filter(None, (e.unit, e.person))),
            "note": "；".join(filter(None, (e.note, e.next_date))),
        }
        for e in own
    ]
    return (Paragraph(Cell("对接台账（内部，不对外）"), "lead"), table(FOLLOWED, rows)) if rows else ()
