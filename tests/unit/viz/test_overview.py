"""The overview of the zone: rows that agree with the gaps and the graph, links to boards that are there, silence outside."""

from __future__ import annotations

import pytest

from liantu.graph import schema as s
from liantu.graph.ids import clean_text
from liantu.viz.overview import zone_html, zone_view

SILENT = ("待核实", "规划点名需求", "拟引进", "仅掌握", "独家", "需核实", "区外能做")


def test_rows_count_what_the_graph_holds(shipped):
    graph, view = shipped.graph, zone_view(shipped.graph, shipped.zone, shipped.gaps)
    chains = graph.of_type(s.CHAIN)
    assert [row.name for row in view.rows] == [c.name for c in chains]
    for row, chain in zip(view.rows, chains, strict=True):
        links = {e.source for e in graph.into(chain.id, s.LINK_OF)}
        parents = {e.target for link in links for e in graph.out(link, s.PART_OF)}
        assert row.links == len(links - parents) == sum(row.by_status.values())
        assert row.residents == len({e.source for link in links for e in graph.into(link, s.OPERATES_IN)})
        guests = {e.source for link in links for e in graph.into(link, s.INVITED_FOR)}
        assert row.invitees == len({g for g in guests if graph.node(g).props.get("resident") is not True})
    assert view.total.links == sum(row.links for row in view.rows)
    assert view.total.needed == sum(row.needed for row in view.rows) > 0
    assert max(row.residents for row in view.rows) <= view.total.residents <= view.known


def test_every_link_of_the_page_leads_to_a_board(shipped, page):
    read = page(zone_html(shipped.graph, shipped.zone, shipped.gaps))
    ids = [e.attrs["id"] for e in read.elements if "id" in e.attrs]
    assert len(ids) == len(set(ids))
    targets = [e.attrs["href"] for e in read.of("a")]
    assert {t.removeprefix("#") for t in targets} <= set(ids)
    assert len(set(targets)) == len(shipped.graph.of_type(s.CHAIN)) + 1
    assert len([e for e in read.with_class("lt-board") if "lt-zone" not in e.classes]) == len(shipped.graph.of_type(s.CHAIN))


def test_outsiders_see_counts_of_links_and_residents_only(shipped, small, page):
    text = page(zone_html(shipped.graph, shipped.zone, shipped.gaps, edition="public")).text
    for word in SILENT:
        assert word not in text, word
    html = zone_html(small.graph, small.zone, small.gaps, edition="public")
    assert small.INVITE_QUOTE not in html and "拟来" not in html and "对外推介版" in html


def test_hostile_names_are_text(small, page):
    read = page(zone_html(small.graph, small.zone, small.gaps))
    assert not read.of("img") + read.of("script")
    assert clean_text(f"甲{small.IMG}链") in read.text


def test_an_unknown_edition_is_refused(small):
    with pytest.raises(KeyError):
        zone_html(small.graph, small.zone, small.gaps, edition="publik")
