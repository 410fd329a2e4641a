"""The pack: a report per chain and one for the zone, in three formats, with a manifest; gaps are computed once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from ..analysis.gaps import gaps
from ..analysis.recommend.engine import recommend
from ..graph import schema as s
from ..graph.errors import LiantuError, NotFound
from ..graph.files import write_atomic
from ..graph.ids import clean_text
from ..graph.snapshot import Node
from ..viz.charts_png import can_draw
from .base import INTERNAL, Context, Document, Material
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
    material: Material,
    chains: Sequence[str],
    out: Path,
    *,
    profile: str = "default",
    pdf: bool = False,
    replay: Mapping[str, Any] | None = None,
) -> list[Path]:
    """Write the reports of `chains`, and of the zone where all are asked for, into `out`; return the files, manifest last.

    `pdf` adds each report as PDF (extra `pdf`); `replay` goes into the manifest.

    Same material and arguments, same bytes.
    Raises NotFound (chain, profile), LiantuError where a file cannot be written or the extra is not installed.
    """
    shape, renderers = read_profile(profile), {**RENDERERS, **({"pdf": render_pdf} if pdf else {})}
    written: dict[Path, bytes] = {}
    for document in documents(material, chains, shape):
        stem = _free_stem(file_stem(document), written, out)
        written |= {out / f"{stem}.{kind}": draw(document) for kind, draw in renderers.items()}
    asked = {"as_of": material.as_of, "edition": material.edition, "profile": shape.id, "pictures": "png" if can_draw() else "table"}
    written[out / MANIFEST] = manifest(material.graph, written, material.shown_closings, **asked, replay=replay)
    for path, content in written.items():
        write_file(path, content)
    return list(written)


def documents(material: Material, chains: Sequence[str], profile: Profile) -> Iterator[Document]:
    """Yield the report of each chain, then the zone's where every chain is asked for. Raises NotFound."""
    for ctx in contexts(material, chains):
        yield compose(ctx, profile)


def contexts(material: Material, chains: Sequence[str]) -> Iterator[Context]:
    """Yield what each of those reports is a function of. Raises NotFound."""
    graph, zone = material.graph, material.zone
    wanted = [graph.node(c) for c in chains]
    if strangers := [c.id for c in wanted if c.type != s.CHAIN.name]:
        raise NotFound(f"不是产业链：{'、'.join(strangers)}；可用 liantu chains 查看 / not a chain")
    every = {c.id for c in graph.of_type(s.CHAIN)}
    whole: list[Node | None] = [None] if {c.id for c in wanted} == every else []
    found = gaps(graph, zone)
    advised = recommend(graph, zone, found, top=PACK_TOP) if material.edition == INTERNAL else []
    shared = {f.name: getattr(material, f.name) for f in fields(material)}
    for chain in [*wanted, *whole]:
        own = tuple(g for g in found if chain is None or g.chain == chain.id)
        whom = tuple(a for a in advised if chain is None or a.gap.chain == chain.id)
        yield Context(**shared, chain=chain, found=own, recommended=whom)


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
