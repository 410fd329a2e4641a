"""全景图: every link once, residents and invitees apart, hostile names inert, the public edition silent."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest

from liantu.analysis.gaps import gaps
from liantu.graph import schema as s
from liantu.graph.assemble import assemble
from liantu.graph.errors import NotFound
from liantu.graph.ids import clean_text
from liantu.graph.snapshot import Snapshot
from liantu.viz.board import board_css, board_fragment, board_html
from liantu.viz.theme import short_name

EDITIONS = ("internal", "public")
CHAINS = ("chain:electromechanical", "chain:future", "chain:ict", "chain:lithium")
SILENT = ("待核实", "规划点名需求", "拟引进", "仅掌握", "独家", "瓶颈", "补链", "固链", "需核实", "缺")


def links_of(graph, chain):
    return sorted(e.source for e in graph.into(chain, s.LINK_OF))


def drawn(page):
    return sorted(e.attrs["data-link"] for e in page.elements if "data-link" in e.attrs)


@pytest.fixture(params=EDITIONS)
def edition(request):
    return request.param


def test_every_link_is_drawn_once(small, page, edition):
    html = board_html(small.graph, small.zone, small.gaps, small.chain, edition=edition)
    assert drawn(page(html)) == links_of(small.graph, small.chain)


@pytest.mark.parametrize("chain", CHAINS)
def test_every_shipped_link_is_drawn_once(shipped, page, chain, edition):
    html = board_html(shipped.graph, shipped.zone, shipped.gaps, chain, edition=edition)
    links = links_of(shipped.graph, chain)
    assert drawn(page(html)) == links
    assert len(html.encode()) <= 200_000 * max(1.0, len(links) / 150)


def test_a_link_of_another_chain_is_mentioned_and_no_card(small, page):
    read = page(board_html(small.graph, small.zone, small.gaps, small.chain))
    assert "link:y/foil" not in drawn(read)
    assert read.with_class("lt-feeds")[0].text.endswith(f"乙链 1 个环节外链箔 → {small.LONG}")


def test_cards_follow_the_flow_of_goods(small, page):
    graph = small.wide_graph(40, 0)
    read = page(board_html(graph, small.zone, gaps(graph, small.zone), small.chain))
    assert [e.attrs["data-link"] for e in read.elements if "data-link" in e.attrs] == [f"link:x/l{n:04}" for n in range(40)]


def test_names_are_text_and_never_markup(small, page, edition):
    html = board_html(small.graph, small.zone, small.gaps, small.chain, edition=edition)
    read = page(html)
    assert {e.tag for e in read.elements} <= {
        *("html", "head", "meta", "title", "style", "body", "section", "header", "footer", "article", "details", "summary"),
        *("h2", "h3", "h4", "p", "ul", "li", "b", "i", "q", "span", "small", "div"),
    }
    assert not [a for e in read.elements for a in e.attrs if a.startswith("on") or a in ("src", "href")]
    assert small.RESIDENT_NAME in read.text
    assert small.TEMPLATE in read.text
    assert clean_text(small.BROKEN) in read.text
    assert "49" not in read.text
    assert "\x00" not in html


def test_nothing_is_loaded(small, page, edition):
    html = board_html(small.graph, small.zone, small.gaps, small.chain, edition=edition)
    assert not re.search(r"url\(|@import|@font-face", board_css())
    policy = next(e.attrs["content"] for e in page(html).of("meta") if "http-equiv" in e.attrs)
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy


def test_the_page_is_a_chinese_page_that_a_phone_can_show(small, page):
    html = board_html(small.graph, small.zone, small.gaps, small.chain)
    assert html.startswith("<!doctype html>\n")
    read = page(html)
    assert read.of("html")[0].attrs["lang"] == "zh-CN"
    assert any(e.attrs.get("name") == "viewport" for e in read.of("meta"))
    assert "全景图（内部版）" in read.of("title")[0].text


@pytest.mark.parametrize("name", ["甲", "甲产业", "甲产业链"])
def test_a_title_says_chain_once(small, page, name):
    claims = [c for c in small.graph.data.claims if (c.subject, c.predicate) != (small.OTHER, "name")]
    named = next(c for c in small.graph.data.claims if (c.subject, c.predicate) == (small.OTHER, "name"))
    graph = Snapshot(assemble([*claims, replace(named, value=name)], small.zone))
    html = board_html(graph, small.zone, gaps(graph, small.zone), small.OTHER)
    assert page(html).of("title")[0].text == "某区甲产业链全景图（内部版）"


def test_the_head_carries_the_dates(small, page):
    text = page(board_html(small.graph, small.zone, small.gaps, small.chain, as_of="2031-02")).text
    assert "规划文本（草案） · 企业事实截至 2020-12 · 候选池披露年份 未采集 · 编制日 2031-02" in text


def card_text(read, link):
    return next(e.text for e in read.elements if e.attrs.get("data-link") == link)


def test_an_invitee_is_dashed_with_its_word_and_never_resident(small, page):
    read = page(board_html(small.graph, small.zone, small.gaps, small.chain))
    local = [e.text for e in read.with_class("lt-local") if "lt-legend" not in e.inside]
    invited = [e.text for e in read.with_class("lt-invitee") if "lt-legend" not in e.inside]
    assert local and all(text.startswith("本地") for text in local)
    assert invited and all(text.startswith("拟来") for text in invited)
    assert f"{small.INVITEE_NAME}（拟引进，不在区）" in card_text(read, "link:x/fine")
    assert "在区 1 家" in card_text(read, "link:x/fine")
    assert small.OUTSIDER_NAME in next(e.text for e in read.of("details") if e.text.startswith("区外能做 1 家"))


@pytest.mark.parametrize("chain", CHAINS)
def test_the_shipped_residents_are_drawn_and_nobody_else(shipped, page, chain, edition):
    read = page(board_html(shipped.graph, shipped.zone, shipped.gaps, chain, edition=edition))
    firms = shipped.graph.of_type(s.FIRM)
    here = {f.id for f in firms if f.props.get("resident") is True}
    makers = {e.source for link in links_of(shipped.graph, chain) for e in shipped.graph.into(link, s.OPERATES_IN)}
    assert makers <= here
    chips = {e.text for e in read.with_class("lt-local") if "lt-legend" not in e.inside}
    assert chips <= {short_name(shipped.graph.node(f).name) for f in makers}
    assert bool(chips) == bool(makers)


def test_status_words_stand_beside_their_colours(small, page):
    read = page(board_html(small.graph, small.zone, small.gaps, small.chain))
    for gap in small.gaps:
        if gap.chain == small.chain:
            assert gap.status in card_text(read, gap.link.id)
    assert all(e.text for e in read.with_class("lt-badge"))


def test_the_legend_counts_leaves_by_status(small, page):
    read = page(board_html(small.graph, small.zone, small.gaps, small.chain))
    items = [e.text.split() for e in read.of("li") if "lt-legend" in e.inside and len(e.text.split()) == 2]
    leaves = [g.status for g in small.gaps if g.chain == small.chain and not g.rolled_up]
    assert {word: int(n) for word, n in items} == {word: leaves.count(word) for word in set(leaves)}


def test_the_public_edition_keeps_silent(small):
    html = board_html(small.graph, small.zone, small.gaps, small.chain, edition="public")
    for word in (*SILENT, small.INVITEE_NAME, "拟来", small.INVITE_QUOTE, "firm:invitee", "measure:"):
        assert word not in html, word
    assert "对外推介版" in html
    assert "本地" in html


@pytest.mark.parametrize("chain", CHAINS)
def test_the_public_edition_of_shipped_chains_keeps_silent(shipped, page, chain):
    read = page(board_html(shipped.graph, shipped.zone, shipped.gaps, chain, edition="public"))
    assert {e.text for e in read.with_class("lt-badge")} <= {"强"}
    assert not read.with_class("lt-invitee") + read.with_class("lt-need") + read.of("q")
    nodes = [n for t in (s.LINK, s.FIRM) for n in shipped.graph.of_type(t)]
    shown = " ".join(n.name for n in nodes if n.type == s.LINK.name or n.props.get("resident") is True)
    guests = {e.source for n in nodes for e in shipped.graph.out(n.id, s.INVITED_FOR)}
    for word in (*SILENT, *(shipped.graph.node(g).name for g in guests)):
        assert word in shown or word not in read.text, word


def test_same_claims_in_any_order_give_the_same_bytes(small, edition):
    claims = list(small.graph.data.claims)
    random.Random(7).shuffle(claims)
    other = Snapshot(assemble(claims, small.zone))
    one = board_html(small.graph, small.zone, small.gaps, small.chain, edition=edition)
    assert one == board_html(other, small.zone, gaps(other, small.zone), small.chain, edition=edition)


def test_a_chain_of_150_links_stays_below_200_kb(small):
    graph = small.wide_graph(150, outside=5)
    assert len(board_html(graph, small.zone, gaps(graph, small.zone), small.chain).encode()) <= 200_000


def test_the_fragment_is_one_section(small, page):
    read = page(board_fragment(small.graph, small.zone, small.gaps, small.chain))
    assert read.elements[0].tag == "section"
    assert read.elements[0].classes == ["lt-board"]
    assert all("lt-board" in e.inside for e in read.elements[1:])


def test_half_a_list_of_gaps_is_refused(small):
    with pytest.raises(ValueError, match="缺少环节"):
        board_html(small.graph, small.zone, small.gaps[:2], small.chain)


def test_an_unknown_chain_is_named(small):
    with pytest.raises(NotFound, match="chain:none"):
        board_html(small.graph, small.zone, small.gaps, "chain:none")


def test_an_unknown_edition_is_refused(small):
    with pytest.raises(KeyError):
        board_html(small.graph, small.zone, small.gaps, small.chain, edition="publik")
