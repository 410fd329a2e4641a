"""A map as one page: vis-network from the pyvis wheel, our script, data as inert JSON, a list for phones and paper; no request."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from ..analysis.pinyin import reading_table
from ..graph.ids import clean_text
from .boxes import OPTIONS
from .drawing import Drawing
from .environment import asset, environment
from .kinds import KINDS
from .panel import filters
from .theme import FONT_STACK, NEED, NEED_MARK, STATUS_COLORS
from .whatif import STOP, STOPPED

Nodes = Sequence[Mapping[str, Any]]
PARTS = ("map_model.js", "map_pen.js", "map_paint.js", "map_save.js", "map_find.js", "map_panel.js", "map_keys.js", "map.js")


@dataclass(frozen=True)
class Head:
    """What stands around a map: titles, the line of dates, the two views' names, the list as HTML, its style sheet."""

    title: str
    head_line: str
    tabs: tuple[str, str]
    listing: str
    css: str
    public: bool = False


def page_html(head: Head, plan: Drawing, nodes: Nodes, edges: Nodes, about: Mapping[str, Any]) -> str:
    """Return the page of a map. nodes, edges: as pyvis keeps them; `about`: box id → what the panel tells of it (panel.details)."""
    from markupsafe import Markup

    scripts = [_vis_network(), "\n".join(asset(name) for name in PARTS)]
    return (
        environment()
        .get_template("map.html.j2")
        .render(
            head=head,
            note=plan.note,
            listing=Markup(head.listing),
            css=Markup(head.css + asset("map.css")),
            data=Markup(_inert_json(_data(head, plan, nodes, edges, about))),
            scripts=[Markup(text) for text in scripts],
            policy=_policy(scripts),
        )
    )


def _data(head: Head, plan: Drawing, nodes: Nodes, edges: Nodes, about: Mapping[str, Any]) -> dict[str, Any]:
    wanted = sum(1 for n in nodes if n.get("need"))
    names = [form for one in about.values() for form in (*one["forms"], *one["words"])]
    return {
        "title": head.title,
        "head": head.head_line,
        "need": {"label": NEED_MARK, "count": wanted} if wanted else None,
        "nodes": nodes,
        "edges": edges,
        "asked": plan.asked,
        "later": plan.later,
        "options": OPTIONS,
        "lanes": [asdict(lane) for lane in plan.layout.lanes],
        "bands": [asdict(band) for band in plan.layout.bands],
        "details": about,
        "readings": {char: " ".join(said) for char, said in reading_table(names).items()},
        "filters": filters([*nodes, *plan.later.values()]),
        "looks": _looks([*nodes, *plan.later.values()], head.public),
        "font": FONT_STACK,
    }


def _looks(drawn: Sequence[Mapping[str, Any]], public: bool) -> dict[str, dict[str, Any]]:
    """Swatches of the legend, for what is drawn."""
    used = {n["status"] if n["kind"] == "link" else n["kind"] for n in drawn}
    looks = {k: asdict(v) for k, v in {**STATUS_COLORS, **dict.fromkeys(STOPPED.values(), STOP)}.items() if k in used}
    looks |= {k: asdict(v) for k, v in KINDS.items() if k in used}
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
