"""The lists behind a card's counts: who can do it elsewhere, by ring, and nobody twice, nobody in the wrong list."""

from __future__ import annotations

import pytest

from liantu.graph import schema as s
from liantu.graph.claims import Claim
from liantu.viz.around import ELSEWHERE, SHOWN, UNPLACED, invited_ids, listings, source_mark

CHAINS = ("chain:electromechanical", "chain:future", "chain:ict", "chain:lithium")


def lists_of(graph, gap, public=False):
    return {x.word: x for x in listings(graph, gap, invited_ids(graph), public=public)}


@pytest.mark.parametrize("chain", CHAINS)
def test_who_is_elsewhere_is_whoever_the_graph_says_can_do_it_and_is_neither_here_nor_invited(shipped, chain):
    graph, seen = shipped.graph, 0
    for gap in (g for g in shipped.gaps if g.chain == chain):
        edges = graph.into(gap.link.id, s.CAPABLE_OF)
        here = {f.id for f in graph.of_type(s.FIRM) if f.props.get("resident") is True}
        guests = {e.source for e in graph.into(gap.link.id, s.INVITED_FOR)}
        abroad = {e.source for e in edges} - here - guests
        known = {f for f in abroad if any(f in firms for firms in list(gap.rings.values())[1:])}
        found = lists_of(graph, gap).get(ELSEWHERE)
        assert (found.total if found else 0) == len(known)
        assert sorted(n.name for n in found.names) == sorted(graph.node(f).name for f in known) if found else not known
        seen += len(known)
    assert seen > 40


@pytest.mark.parametrize("chain", CHAINS)
def test_a_firm_stands_in_its_innermost_ring(shipped, chain):
    graph = shipped.graph
    for gap in (g for g in shipped.gaps if g.chain == chain):
        found = lists_of(graph, gap).get(ELSEWHERE)
        for name in found.names if found else ():
            firm = next(f.id for f in graph.of_type(s.FIRM) if f.name == name.name and f.id in gap.rings[name.note])
            outer = list(gap.rings)[1 : list(gap.rings).index(name.note)]
            assert not [ring for ring in outer if firm in gap.rings[ring]]


def test_a_resident_that_might_make_it_is_never_elsewhere(shipped):
    graph, waiting = shipped.graph, 0
    for gap in shipped.gaps:
        found = lists_of(graph, gap)
        names = {n.name for n in found[ELSEWHERE].names} if ELSEWHERE in found else set()
        here = {f.name for f in graph.of_type(s.FIRM) if f.props.get("resident") is True}
        assert not names & here
        waiting += UNPLACED in found
        assert UNPLACED not in found or not found[UNPLACED].certain
    assert waiting


def test_what_is_planned_is_not_shown_as_standing(small):
    gap = next(g for g in small.gaps if g.link.id == "link:x/test")
    found = lists_of(small.graph, gap)
    assert "平台" not in found
    assert not found["拟建、拟引平台"].certain
    assert [n.note for n in found["拟建、拟引平台"].names] == ["规划"]


def test_an_invited_institution_is_apart_from_one_that_cooperates(small):
    gap = next(g for g in small.gaps if g.link.id == "link:x/fine")
    found = lists_of(small.graph, gap)
    assert [n.name for n in found["院所"].names] == [f"大学{small.IMG}"]
    assert [n.name for n in found["拟建、拟引院所"].names] == ["拟来学院"]


def test_outsiders_see_only_what_stands(small, shipped):
    for some in (small, shipped):
        for gap in some.gaps:
            assert set(lists_of(some.graph, gap, public=True)) <= {"平台", "院所"}


def test_a_long_list_is_cut_and_says_so(small):
    graph = small.wide_graph(2, 0, outside=SHOWN + 7)
    gap = next(g for g in small.gaps_of(graph) if g.link.id == "link:x/l0000")
    found = lists_of(graph, gap)[ELSEWHERE]
    assert (found.total, len(found.names), found.rest) == (SHOWN + 7, SHOWN, 7)
    assert sum(len(names) for _, _, names in found.groups) == SHOWN


def claim(grade, as_of="2021-05"):
    return Claim("firm:a", "name", "甲", "source:x", "甲", "第5章·第9行", "existing", grade, as_of)


@pytest.mark.parametrize(
    ("grades", "mark"),
    [(["plan"], "B·第5章·第9行"), (["disclosure"], "C·2021"), (["domain", "registry"], "A·2021"), (["domain"], "D·2021"), ([], "")],
)
def test_a_mark_names_the_best_claim(grades, mark):
    assert source_mark(claim(g) for g in grades) == mark
