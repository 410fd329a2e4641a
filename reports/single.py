"""One file to send: pictures, lists, maps and evidence of a chain or of the zone in one .html that asks for nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..graph import schema as s
from ..graph.closings import Closing
from ..graph.errors import NotFound
from ..graph.ledger import Entry
from ..graph.presence import Zone
from ..graph.snapshot import Snapshot
from ..viz.board import board_markup
from ..viz.chain_view import ChainView, chain_view
from ..viz.network import map_html
from ..viz.overview import overview_markup, zone_css, zone_view
from .base import INTERNAL, PUBLIC, Context, Document
from .compose import compose
from .html import render_html
from .manifest import free_manifest, manifest
from .pack import contexts, legal_name, write_file
from .packed_maps import PackedMaps, pack_maps
from .profile import read_profile
from .templates_text import template_text
from .watermark import checked, watermark_css

if TYPE_CHECKING:
    from markupsafe import Markup

PROFILE = "single"


def write_single(
    graph: Snapshot,
    zone: Zone,
    chain: str | None,
    out: Path,
    *,
    edition: str = INTERNAL,
    as_of: str | None = None,
    watermark: str = "",
    closings: Mapping[str, Closing] | None = None,
    ledger: Sequence[Entry] = (),
) -> list[Path]:
    """Write the single file of a chain, or of the whole zone where `chain` is None; return it and the manifest beside it.

    Same graph and arguments, same bytes. Raises NotFound (chain, edition), LiantuError (watermark, a file that cannot be written).
    """
    if edition not in (INTERNAL, PUBLIC):
        raise NotFound(f"没有版本 {edition}，可用：{INTERNAL}、{PUBLIC} / unknown edition")
    mark = checked(watermark) if watermark else ""
    chains = [chain] if chain else [c.id for c in graph.of_type(s.CHAIN)]
    *_, ctx = contexts(graph, zone, chains, edition, as_of, closings, ledger)
    document = compose(ctx, read_profile(PROFILE))
    path = out / f"{legal_name(document.name)}-产业链图谱（{document.edition}）.html"
    files = {path: single_html(ctx, document, chains, mark)}
    shown = (closings or {}) if edition == INTERNAL else {}
    beside = free_manifest(out, path.stem, files)
    files[beside] = manifest(graph, files, shown, as_of=as_of, edition=edition, profile=PROFILE, watermark=mark)
    for where, content in files.items():
        write_file(where, content)
    return list(files)


def single_html(ctx: Context, document: Document, chains: Sequence[str], watermark: str = "") -> bytes:
    """Return the bytes of the single file of these chains."""
    from markupsafe import Markup

    views = [chain_view(ctx.graph, ctx.zone, ctx.found, chain, ctx.as_of, ctx.edition) for chain in chains]
    maps = _maps(ctx, views)
    more: dict[str, Any] = {
        "policy": maps.policy,
        "single_css": Markup("\n".join([zone_css(), template_text("single.css"), watermark_css(watermark) if watermark else ""])),
        "overview": "" if ctx.chain else _overview(ctx),
        "boards": [(view.anchor, view.chain.name, board_markup(view)) for view in views],
        "maps": maps,
        "watermark": bool(watermark),
    }
    return render_html(document, "single.html.j2", **more)


def _overview(ctx: Context) -> Markup:
    return overview_markup(zone_view(ctx.graph, ctx.zone, ctx.found, ctx.as_of, ctx.edition))


def _maps(ctx: Context, views: Sequence[ChainView]) -> PackedMaps:
    pages = {
        view.anchor: (view.chain.name, map_html(ctx.graph, ctx.zone, ctx.found, view.chain.id, ctx.as_of, ctx.edition)) for view in views
    }
    return pack_maps(pages)
