"""One file to send: pictures, lists, maps and evidence of a chain or of the zone in one .html that asks for nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..graph import schema as s
from ..viz.board import board_markup
from ..viz.chain_view import ChainView, chain_view
from ..viz.network import map_html
from ..viz.overview import overview_markup, zone_css, zone_view
from .base import Context, Document, Material
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


def write_single(material: Material, chain: str | None, out: Path, *, watermark: str = "") -> list[Path]:
    """Write the single file of a chain, or of the whole zone where `chain` is None; return it and the manifest beside it.

    Same material and arguments, same bytes. Raises NotFound (chain), LiantuError (watermark, a file that cannot be written).
    """
    mark = checked(watermark) if watermark else ""
    graph = material.graph
    chains = [chain] if chain else [c.id for c in graph.of_type(s.CHAIN)]
    *_, ctx = contexts(material, chains)
    document = compose(ctx, read_profile(PROFILE))
    path = out / f"{legal_name(document.name)}-产业链图谱（{document.edition}）.html"
    files = {path: single_html(ctx, document, chains, mark)}
    beside = free_manifest(out, path.stem, files)
    asked = {"as_of": material.as_of, "edition": material.edition, "profile": PROFILE, "watermark": mark}
    files[beside] = manifest(graph, files, material.shown_closings, **asked)
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
