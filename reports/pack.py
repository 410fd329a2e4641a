"""The pack: a report per chain and one for the zone, in three formats, with a manifest; gaps are computed once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..analysis.gaps import gaps
from ..analysis.recommend.engine import recommend
from ..analysis.settings import read_settings
from ..graph import schema as s
from ..graph.changes import Change
from ..graph.closings import Closing
from ..graph.errors import LiantuError, NotFound
from ..graph.files import write_atomic
from ..graph.ids import clean_text
from ..graph.ledger import Entry
from ..graph.presence import Zone
from ..graph.snapshot import Node, Snapshot
from ..viz.charts_png import can_draw
from .base import INTERNAL, PUBLIC, Context, Document
from .compose import compose
from .docx import render_docx
from .html import render_html
from .manifest import MANIFEST, manifest
from .pdf import render_pdf
from .profile import Profile, read_profile
from .xlsx import render_xlsx

RENDERERS: Mapping[str, Callable[[Document], bytes]] = {"docx": render_docx, "xlsx": render_xlsx, "html": render_html}
PACK_TOP = 5  # candidates of a link and group that the pack's lists of firms are made of
NAME_LIMIT = 40  # characters of a subject in a file name: 255 bytes is what file systems hold
_ILLEGAL = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def write_pack(
    graph: Snapshot,
    zone: Zone,
    chains: Sequence[str],
    out: Path,
    *,
    profile: str = "default",
    edition: str = INTERNAL,
    as_of: str | None = None,
    closings: Mapping[str, Closing] | None = None,
    ledger: Sequence[Entry] = (),
    measured: Sequence[Mapping[str, Any]] = (),
    changes: Sequence[Change] = (),
    pdf: bool = False,
    replay: Mapping[str, Any] | None = None,
) -> list[Path]:
    """Write the reports of `chains`, and of the zone where all are asked for, into `out`; return the files, manifest last.

    `closings` are the differences the staff settled; the zone's annex shows them as closed. `ledger` gives the 对接状态 of the
    internal edition, `measured` the engine's own error for the annex; `changes` are a what-if, which becomes a section; `pdf` adds
    each report as PDF (extra `pdf`); `replay` goes into the manifest.

    Same graph and arguments, same bytes.
    Raises NotFound (chain, profile, edition), LiantuError where a file cannot be written or the extra is not installed.
    """
    if edition not in (INTERNAL, PUBLIC):
        raise NotFound(f"没有版本 {edition}，可用：{INTERNAL}、{PUBLIC} / unknown edition")
    shape, renderers = read_profile(profile), {**RENDERERS, **({"pdf": render_pdf} if pdf else {})}
    written: dict[Path, bytes] = {}
    for document in documents(graph, zone, chains, shape, edition, as_of, closings, ledger, measured, changes):
        stem = _free_stem(file_stem(document), written, out)
        written |= {out / f"{stem}.{kind}": draw(document) for kind, draw in renderers.items()}
    shown = (closings or {}) if edition == INTERNAL else {}  # who settled what is not for outside
    asked = {"as_of": as_of, "edition": edition, "profile": shape.id, "pictures": "png" if can_draw() else "table"}
    written[out / MANIFEST] = manifest(graph, written, shown, **asked, replay=replay)
    for path, content in written.items():
        write_file(path, content)
    return list(written)


def documents(
    graph: Snapshot,
    zone: Zone,
    chains: Sequence[str],
    profile: Profile,
    edition: str,
    as_of: str | None,
    closings: Mapping[str, Closing] | None = None,
    ledger: Sequence[Entry] = (),
    measured: Sequence[Mapping[str, Any]] = (),
    changes: Sequence[Change] = (),
) -> Iterator[Document]:
    """Yield the report of each chain, then the zone's where every chain is asked for. Raises NotFound."""
    for ctx in contexts(graph, zone, chains, edition, as_of, closings, ledger, measured, changes):
        yield compose(ctx, profile)


def contexts(
    graph: Snapshot,
    zone: Zone,
    chains: Sequence[str],
    edition: str,
    as_of: str | None,
    closings: Mapping[str, Closing] | None = None,
    ledger: Sequence[Entry] = (),
    measured: Sequence[Mapping[str, Any]] = (),
    changes: Sequence[Change] = (),
) -> Iterator[Context]:
    """Yield what each of those reports is a function of. Raises NotFound."""
    settings, found = read_settings(), gaps(graph, zone)
    everything = tuple(graph.of_type(s.CHAIN))
    wanted = [graph.node(c) for c in chains]
    if strangers := [c.id for c in wanted if c.type != s.CHAIN.name]:
        raise NotFound(f"不是产业链：{'、'.join(strangers)}；可用 liantu chains 查看 / not a chain")
    whole: list[Node | None] = [None] if {c.id for c in wanted} == {c.id for c in everything} else []
    advised = recommend(graph, zone, found, top=PACK_TOP) if edition == INTERNAL else []
    for chain in [*wanted, *whole]:
        own = tuple(g for g in found if chain is None or g.chain == chain.id)
        whom = tuple(a for a in advised if chain is None or a.gap.chain == chain.id)
        about = (as_of, edition, settings, closings or {}, tuple(ledger), whom, tuple(measured), tuple(changes))
        yield Context(graph, zone, chain, everything, own, *about)


def file_stem(document: Document) -> str:
    """Return the file name without its ending."""
    return f"{legal_name(document.name)}-产业链图谱报告（{document.edition}）"


def legal_name(text: str) -> str:
    """Return a text as part of a file name: legal on Windows too, short enough for every file system."""
    return _ILLEGAL.sub("_", clean_text(text)).strip(" .")[:NAME_LIMIT] or "_"


def _free_stem(stem: str, written: Mapping[Path, bytes], out: Path) -> str:
    count, name = 1, stem
    while out / f"{name}.docx" in written:
        count += 1
        name = f"{stem}({count})"
    return name


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises LiantuError in one line."""
    try:
        write_atomic(path, content)
    except OSError as fault:
        raise LiantuError(f"{path}：写不了：{fault.strerror}；请检查目录权限、磁盘空间，文件是否被打开 / cannot write") from None
