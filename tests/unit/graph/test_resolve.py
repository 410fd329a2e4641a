"""Decisions: the last row on a pair counts, clusters follow from the rows, contradictions are named."""

from __future__ import annotations

from dataclasses import asdict, replace

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liantu.graph.errors import DataError
from liantu.graph.resolve import COLUMNS, Decision, decisions_of, mapping, read_decisions, write_decisions


def decide(left: str, right: str, verdict: str = "same", winner: str | None = None) -> Decision:
    """A decision on two firms; the left one wins unless said otherwise."""
    chosen = (winner or left) if verdict == "same" else ""
    return Decision(f"firm:{left}", f"firm:{right}", verdict, f"firm:{chosen}" if chosen else "", "王", "2024-01-01", "同名")


def merged(*decisions: Decision) -> dict[str, str]:
    """The mapping without prefixes."""
    return {k.removeprefix("firm:"): v.removeprefix("firm:") for k, v in mapping(decisions).items()}


def test_a_chain_of_merges_is_followed_to_its_end():
    assert merged(decide("a", "b"), decide("b", "c")) == {"b": "a", "c": "a"}
    assert merged(decide("b", "c"), decide("a", "b")) == {"b": "a", "c": "a"}


def test_a_later_row_undoes_an_earlier_one_in_either_order_of_the_pair():
    assert merged(decide("a", "b"), decide("b", "a", "different")) == {}
    assert merged(decide("a", "b"), decide("a", "b", "different"), decide("b", "a")) == {"a": "b"}


def test_a_later_row_may_name_another_winner():
    assert merged(decide("a", "b"), decide("a", "b", winner="b")) == {"a": "b"}


def test_winners_in_a_circle_are_no_contradiction_and_the_earlier_rows_count():
    assert merged(decide("a", "b"), decide("b", "c"), decide("c", "a")) == {"b": "a", "c": "a"}


def test_same_and_different_at_once_is_named():
    with pytest.raises(DataError, match="firm:a 与 firm:c 判为不同"):
        merged(decide("a", "b"), decide("b", "c"), decide("a", "c", "different"))
    with pytest.raises(DataError):
        merged(decide("a", "c", "different"), decide("a", "b"), decide("b", "c"))


def test_nothing_decided_merges_nothing():
    assert mapping([]) == {}
    assert merged(decide("a", "b", "different")) == {}


pairs = st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda p: p[0] != p[1])
verdicts = st.sampled_from(["same", "same", "different"])
rows = st.lists(st.builds(lambda p, v, w: decide(str(p[0]), str(p[1]), v, str(p[w])), pairs, verdicts, st.integers(0, 1)))


@given(rows)
def test_clusters_are_the_components_of_what_holds(decisions):
    last = {d.pair: d.verdict for d in decisions}
    same = nx.Graph([pair for pair, verdict in last.items() if verdict == "same"])
    clusters = list(nx.connected_components(same))
    if any(verdict == "different" and any(set(pair) <= c for c in clusters) for pair, verdict in last.items()):
        with pytest.raises(DataError):
            mapping(decisions)
        return
    found = mapping(decisions)
    assert not set(found) & set(found.values()), "a winner is never a loser"
    groups = [{i for i in c if found.get(i, i) == w} for c in clusters for w in {found.get(i, i) for i in c}]
    assert sorted(map(sorted, groups)) == sorted(map(sorted, clusters))


@given(rows)
def test_rows_are_read_back(decisions):
    assert read_decisions(write_decisions(decisions)) == decisions
    assert read_decisions("\ufeff" + write_decisions(decisions).replace("\n", "\r\n")) == decisions, "as Excel saves it"


def test_reasons_with_commas_quotes_and_lines_are_read_back():
    odd = replace(decide("a", "b"), why='因为, "同名"\n同址')
    assert read_decisions(write_decisions([odd])) == [odd]
    assert read_decisions("") == read_decisions("left,right\n") == []


BROKEN = {
    "unknown verdict": {"verdict": "maybe"},
    "missing": {"who": " "},
    "are one id": {"right": "firm:a"},
    "different types": {"right": "link:b"},
    "one of the two": {"winner": "firm:c"},
}


@pytest.mark.parametrize("said", BROKEN)
def test_a_broken_row_says_its_number_and_fault(said):
    good = asdict(decide("a", "b"))
    with pytest.raises(DataError, match=f"第2行.*{said}"):
        decisions_of([good, {**good, **BROKEN[said]}])


def test_every_broken_row_is_named():
    with pytest.raises(DataError) as caught:
        decisions_of([{}, {"left": "x"}])
    assert [p.partition("：")[0] for p in caught.value.problems] == ["decisions.csv 第1行", "decisions.csv 第2行", "decisions.csv 第2行"]


def test_the_columns_never_change():
    assert COLUMNS == ("left", "right", "verdict", "winner", "who", "when", "why")


def test_a_decision_taken_back_leaves_the_question_open():
    assert merged(decide("a", "b"), decide("a", "b", "open")) == {}
    assert merged(decide("a", "b", "different"), decide("b", "a", "open"), decide("a", "b")) == {"b": "a"}
