"""One chain: its page one, the 全景图, and the pictures that stand as pages of their own."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from ...analysis.chain_counts import chain_counts
from ...analysis.coverage import head
from ...analysis.gaps import Gap
from ...analysis.search import find_chain
from ...graph.errors import NotFound
from ...graph.presence import Zone
from ...graph.schema import LINK
from ...graph.snapshot import Node, Snapshot
from ...reports.base import Context, Paragraph
from ...reports.sections.one_page import build as one_page
from ...viz.board import board_fragment
from ...viz.charts import chain_charts
from ...viz.charts_page import charts_html
from ...viz.network import map_html
from ..links import link_to
from ..security import policy, style_hashes
from ..state import Answers

STYLES = re.compile(r'\sstyle="([^"]*)"')
CARD = re.compile(r'(data-link="([^"]*)">\s*(?:<header>)?\s*<h4 class="lt-name"[^>]*>)([^<]*)')
OWN_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"')
Picture = Callable[..., str]


def charts_page(graph: Snapshot, zone: Zone, found: Sequence[Gap], chain_id: str, as_of: str | None = None) -> str:
    """Return the figures of a chain as one page, as `liantu charts` writes it. Raises NotFound."""
    title = f"{graph.node(chain_id).name}图表"
    return charts_html(chain_charts(graph, found, chain_id), title, head(graph, zone, as_of).line())


# name in the address → title, generator of a whole page
PICTURES: Mapping[str, tuple[str, Picture]] = {"map": ("关系网络", map_html), "charts": ("图表", charts_page)}


def chain_page(answers: Answers, slug: str) -> dict[str, Any]:
    """Return what the page of a chain shows, with the policy its board needs. Raises NotFound."""
    chain = find_chain(answers.graph, slug)
    return answers.once(("chain", chain.id), lambda: _made(answers, chain))


def _made(answers: Answers, chain: Node) -> dict[str, Any]:
    board = linked(board_fragment(answers.graph, answers.zone, answers.gaps, chain.id, answers.as_of))
    styles = [html.unescape(text) for text in STYLES.findall(board)]
    return {
        "chain": chain,
        "slug": chain.id.partition(":")[2],
        "counts": chain_counts(answers.graph, chain, answers.gaps),
        "first_page": first_page(answers, chain),
        "board": board,
        "policy": policy(style_src_attr=style_hashes(styles)),
        "pictures": {name: title for name, (title, _) in PICTURES.items()},
    }


def linked(board: str) -> str:
    """Return a board whose cards lead to the pages of their links; relative, so that any base path holds.

    The board is escaped text of our own template: no `<`, `>` or quote of a name can stand inside what is matched.
    """
    return CARD.sub(lambda m: f'{m[1]}<a class="lt-go" href="..{html.escape(_address(html.unescape(m[2])))}">{m[3]}</a>', board)


def _address(link_id: str) -> str:
    return quote(link_to(LINK.name, link_id), safe="/:")


def first_page(answers: Answers, chain: Node | None) -> list[tuple[str, list[str]]]:
    """Return page one of the pack, of a chain or of the zone: headings with their lines."""
    own = tuple(gap for gap in answers.gaps if chain is None or gap.chain == chain.id)
    ctx = Context(answers.graph, answers.zone, as_of=answers.as_of, chain=chain, found=own)
    told: list[tuple[str, list[str]]] = []
    for block in one_page(ctx):
        assert isinstance(block, Paragraph)
        if block.style == "lead":
            told.append((block.cell.text, []))
        else:
            told[-1][1].append(block.cell.text)
    return told


def picture(answers: Answers, slug: str, name: str) -> tuple[str, str]:
    """Return a picture of a chain as a page of its own, with the policy it carries. Raises NotFound."""
    chain = find_chain(answers.graph, slug)
    if name not in PICTURES:
        raise NotFound(f"没有图“{name}”；可用：{'、'.join(PICTURES)} / unknown picture")
    return answers.once(("picture", chain.id, name), lambda: _drawn(answers, chain, PICTURES[name][1]))


def _drawn(answers: Answers, chain: Node, draw: Picture) -> tuple[str, str]:
    text = draw(answers.graph, answers.zone, answers.gaps, chain.id, answers.as_of)
    own = OWN_POLICY.search(text)
    if own is None:
        raise ValueError("图中没有安全策略 / the picture carries no content security policy")
    return text, f"{html.unescape(own[1])}; frame-ancestors 'self'"
