"""企业画像 as one A4 page, in the report's style: docx or html; what does not fit is counted, not squeezed."""

from __future__ import annotations

from pathlib import Path

from ..analysis.evidence import Evidence
from ..analysis.portrait import portrait
from ..analysis.portrait_text import Part, parts
from ..graph.errors import DataError
from ..graph.presence import Zone
from ..graph.snapshot import Node, Snapshot
from .base import Block, Cell, Context, Paragraph, Section
from .citing import fragment, shorten
from .compose import NAME_LIMIT, bind
from .pack import RENDERERS, write_file
from .sections.one_page import lines_of

KINDS = (".docx", ".html")
QUOTE, LINE = 100, 190  # most characters of a quote and of a line on the page
POINTS, LEAD, ITEM = 570, 20, 15  # height of the page below the title, of a heading and of a line


def write_portrait(graph: Snapshot, zone: Zone, firm: Node, path: Path, *, as_of: str | None = None) -> Path:
    """Write the portrait of a firm as one page; return the path. Same graph and arguments, same bytes.

    Raises DataError where the name ends in neither .docx nor .html, LiantuError where the file cannot be written.
    """
    kind = path.suffix.lower()
    if kind not in KINDS:
        raise DataError(f"{path}：企业画像应为 .docx 或 .html 文件 / a portrait is a .docx or .html file")
    ctx = Context(graph, zone, as_of=as_of)
    told = parts(portrait(graph, zone, firm), _quoted)
    blocks = tuple(block for part in fitting_page(told) for block in blocks_of(*part))
    page = Section("portrait", "企业画像", "企业画像", blocks)
    document = bind(ctx, firm.name, f"{shorten(firm.name, NAME_LIMIT)}企业画像", (page,))
    write_file(path, RENDERERS[kind[1:]](document))
    return path


def _quoted(note: Evidence) -> str:
    return fragment(note.quote, [], QUOTE)


def blocks_of(title: str, lines: list[str]) -> list[Block]:
    """Return a heading and its lines as blocks of a page."""
    return [Paragraph(Cell(title), "lead"), *(Paragraph(Cell(line), "item") for line in lines)]


def fitting_page(told: list[Part], points: int = POINTS, more: str = "，见 liantu show") -> list[Part]:
    """Return the parts with as many of their lines as fit into `points`: the longest part gives way first, and says so.

    `more` says where the lines left out are to be found.
    """
    kept = [[shorten(line, LINE) for line in lines] for _, lines in told]
    full = list(map(len, kept))
    room = (points - LEAD * len(told)) // ITEM
    while sum(map(_height, kept, full)) > room and (longest := max(kept, key=lambda lines: (len(lines) > 1, _height(lines, 0))))[1:]:
        longest.pop()
    return [(title, _told(some, all_of, more)) for (title, _), some, all_of in zip(told, kept, full, strict=True)]


def _height(lines: list[str], full: int) -> int:
    return sum(lines_of(line) for line in lines) + (len(lines) < full)


def _told(lines: list[str], full: int, more: str) -> list[str]:
    return [*lines, f"另有 {full - len(lines)} 行{more}。"] if len(lines) < full else lines
