"""Recommendations on paper: one file, docx, xlsx or html, for staff only."""

from __future__ import annotations

from pathlib import Path

from ..analysis.recommend.around import Around
from ..analysis.recommend.model import Advice
from ..graph.presence import Zone
from ..graph.snapshot import Snapshot
from .base import Context
from .compose import bind
from .pack import RENDERERS, write_file
from .sections.recommend import around_section, gap_sections


def write_recommend(graph: Snapshot, zone: Zone, found: list[Advice] | Around, out: Path, *, as_of: str | None = None) -> Path:
    """Write recommendations in the format of the file's ending (docx, xlsx, html); return the file. Same arguments, same bytes.

    Raises LiantuError where it cannot be written.
    """
    ctx = Context(graph, zone, as_of=as_of)
    circle = isinstance(found, Around)
    sections = (around_section(found),) if isinstance(found, Around) else gap_sections(found)
    subject = f"{zone.name}{found.anchor.name}" if isinstance(found, Around) else _subject(zone, found)
    document = bind(ctx, subject, f"{subject}{'产业链招商' if circle else '招商推荐'}", sections, main_source=False)
    write_file(out, RENDERERS[out.suffix.lower().removeprefix(".")](document))
    return out


def _subject(zone: Zone, found: list[Advice]) -> str:
    return f"{zone.name}“{found[0].gap.link.name}”" if len(found) == 1 else zone.name
