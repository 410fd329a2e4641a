"""A what-if on paper: docx, xlsx and html with the same tables, and the picture of before and after."""

from __future__ import annotations

from pathlib import Path

from ..analysis.whatif import WhatIf
from ..graph.presence import Zone
from ..graph.snapshot import Node, Snapshot
from ..viz.whatif import picture_html
from .base import Context
from .compose import bind
from .pack import RENDERERS, legal_name, write_file
from .sections.whatif import section


def write_whatif(
    graph: Snapshot, zone: Zone, found: WhatIf, out: Path, *, chain: Node | None = None, as_of: str | None = None
) -> list[Path]:
    """Write a what-if into `out` as docx, xlsx, html and a picture (html); return the files. Same arguments, same bytes.

    Raises LiantuError where a file cannot be written.
    """
    ctx = Context(graph, zone, as_of=as_of, chain=chain)
    subject = chain.name if chain else zone.name
    document = bind(ctx, subject, f"{subject}情景推演", (section(found),), main_source=False)
    stem = f"{legal_name(subject)}-情景推演"
    written = {out / f"{stem}.{kind}": draw(document) for kind, draw in RENDERERS.items()}
    written[out / f"{stem}-前后对比图.html"] = picture_html(found, document.title, document.head_line).encode()
    for path, content in written.items():
        write_file(path, content)
    return list(written)
