"""The interactive map as one file: vis-network from the pyvis wheel, our script, data as inert JSON, no network."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any

from ..analysis.gaps import Gap
from ..graph.ids import clean_text
from ..graph.presence import Zone
from ..graph.snapshot import Snapshot
from .board import board_css, board_markup
from .boxes import OPTIONS, network_of
from .chain_view import INTERNAL, ChainView, chain_view
from .drawing import Drawing, drawing
from .environment import asset, environment
from .panel import details, filters
from .theme import BESIDE, FONT_STACK, NEED, NEED_MARK, STATUS_COLORS

if TYPE_CHECKING:
    from pyvis.network import Network


def network(graph: Snapshot, found: Sequence[Gap], chain_id: str) -> Network:
    """Return the map of a chain as a pyvis Network, for notebooks.

    `found` is what gaps() returned for the chain. Raises NotFound for an unknown chain.
    """
    return network_of(drawing(graph, found, chain_id, INTERNAL))


def map_html(graph: Snapshot, zone: Zone, found: Sequence[Gap], chain_id: str, as_of: str | None = None, edition: str = INTERNAL) -> str:
    """Return the map page of a chain: 关系网络 on a wide screen, the 全景图 cards on a phone and without script.

    Raises NotFound for an unknown chain.
    """
    from markupsafe import Markup

    view = chain_view(graph, zone, found, chain_id, as_of, edition)
    plan = drawing(graph, found, chain_id, edition)
    scripts = [_vis_network(), asset("map.js")]
    return (
        environment()
        .get_template("map.html.j2")
        .render(
            view=view,
            note=plan.note,
            board=board_markup(view),
            css=Markup(board_css() + asset("map.css")),
            data=Markup(_inert_json(_data(graph, plan, view))),
            scripts=[Markup(text) for text in scripts],
            policy=_policy(scripts),
        )
    )


def _data(graph: Snapshot, plan: Drawing, view: ChainView) -> dict[str, Any]:
    net = network_of(plan)
    wanted = sum(1 for n in net.nodes if n.get("need"))
    return {
        "need": {"label": NEED_MARK, "count": wanted} if wanted else None,
        "nodes": net.nodes,
        "edges": net.edges,
        "options": OPTIONS,
        "lanes": [asdict(lane) for lane in plan.layout.lanes],
        "details": details(graph, plan, view.public),
        "filters": filters(net.nodes),
        "looks": _looks(net.nodes, view.public),
        "font": FONT_STACK,
        "file": f"{view.title}.png",
    }


def _looks(drawn: Sequence[Mapping[str, Any]], public: bool) -> dict[str, dict[str, Any]]:
    """Swatches of the legend, for what is drawn."""
    used = {n["status"] if n["kind"] == "link" else n["kind"] for n in drawn}
    looks = {k: asdict(v) for k, v in STATUS_COLORS.items() if k in used}
    looks |= {k: asdict(v) for k, v in BESIDE.items() if k in used}
    return looks if public else looks | {NEED_MARK: asdict(NEED)}


def _inert_json(data: Mapping[str, Any]) -> str:
    """Return JSON that cannot end the script element it stands in, with no control characters or lone surrogates."""
    text = json.dumps(_cleaned(data), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, Mapping):
        return {clean_text(k): _cleaned(v) for k, v in value.items()}
    return [_cleaned(v) for v in value] if isinstance(value, (list, tuple)) else value


def _policy(scripts: Sequence[str]) -> str:
    """Return the content security policy: these scripts and no other, nothing from anywhere."""
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in scripts)
    return f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


@cache
def _vis_network() -> str:
    """Return vis-network as the pyvis wheel carries it; line ends as a browser reads them, or its hash would differ."""
    from importlib.resources import files

    text = (files("pyvis") / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js").read_text(encoding="utf-8")
    return text.partition("//# sourceMappingURL")[0]
