"""全景图: one chain as a grid of cards in plain HTML and CSS; no script, one A3 page, readable on a phone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..analysis.gaps import Gap
from ..graph.presence import Zone
from ..graph.snapshot import Snapshot
from .chain_view import INTERNAL, ChainView, Stage, chain_view
from .environment import asset, environment
from .paper import balanced, fit_page
from .theme import FONT_STACK, INVITEE, LOCAL, NEED, NEED_MARK, STAGE_ORDER, STATUS_COLORS

if TYPE_CHECKING:
    from markupsafe import Markup

SCREEN = 100.0  # em across a usual screen


def board_html(graph: Snapshot, zone: Zone, found: Sequence[Gap], chain_id: str, as_of: str | None = None, edition: str = INTERNAL) -> str:
    """Return the 全景图 of a chain as a page of its own. Raises NotFound for an unknown chain."""
    from markupsafe import Markup

    view = chain_view(graph, zone, found, chain_id, as_of, edition)
    return environment().get_template("board.html.j2").render(view=view, css=Markup(board_css()), board=board_markup(view))


def board_fragment(
    graph: Snapshot, zone: Zone, found: Sequence[Gap], chain_id: str, as_of: str | None = None, edition: str = INTERNAL
) -> str:
    """Return the 全景图 as one <section> to embed in a page that carries `board_css()`."""
    return str(board_markup(chain_view(graph, zone, found, chain_id, as_of, edition)))


def board_css() -> str:
    """Return the style sheet of the board; every rule is below .lt-board."""
    return f".lt-board{{font-family:{FONT_STACK}}}\n{asset('board.css')}{_theme_css()}"


def board_markup(view: ChainView) -> Markup:
    """Return the board of a view, marked as HTML, for templates."""
    from markupsafe import Markup

    columns, fit = [stage for stage in view.stages if stage.name in STAGE_ORDER[:3]], fit_page(view)
    template = environment().get_template("board_body.html.j2")
    text = template.render(
        view=view,
        columns=columns,
        shares=_tracks(columns, balanced(columns, SCREEN)),
        paper_shares=_tracks(columns, fit.shares),
        lanes=[stage for stage in view.stages if stage not in columns],
        size=f"{fit.size:.1f}",
        styles=list(STATUS_COLORS),
        need_mark=NEED_MARK,
        invitee=INVITEE,
        local=LOCAL,
    )
    return Markup(text)


def _tracks(columns: Sequence[Stage], shares: Mapping[str, float]) -> str:
    """Grid tracks of the columns."""
    return " ".join(f"minmax(0,{shares[stage.name]:.4f}fr)" for stage in columns)


def _theme_css() -> str:
    """Rules of the theme: fill, text and border of each status, of residents, invitees and the need mark."""
    hatch = ";padding-left:1.3em;background-image:repeating-linear-gradient(135deg,#90a4ae 0 2px,transparent 2px 5px)"
    hatch += ";background-size:1em 100%;background-repeat:no-repeat"  # beside the word, not through it
    rules = [
        f".lt-board .lt-s{n}{{background-color:{look.color};color:{look.text};"
        f"border:2px {look.border_style} {look.border}{hatch if look.hatched else ''}}}"
        for n, look in enumerate(STATUS_COLORS.values())
    ]
    rules += [f".lt-board .lt-card.lt-c{n}{{border-left-color:{look.border}}}" for n, look in enumerate(STATUS_COLORS.values())]
    rules += [
        f".lt-board .lt-{name}{{background:{look.color};color:{look.text};border:1px {look.border_style} {look.border}}}"
        for name, look in (("local", LOCAL), ("invitee", INVITEE), ("need", NEED))
    ]
    return "\n".join(rules) + "\n"
