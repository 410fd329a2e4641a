"""The measuring itself: that planted gaps are found, that each figure can fail, and that the yardsticks are right."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import pytest

from builders import ZONE, claim, graph, joined
from liantu.analysis.draws import protocols
from liantu.analysis.draws.agreement import auc, top_overlap
from liantu.analysis.draws.evaluation import Figure
from liantu.analysis.draws.facts import Standing
from liantu.analysis.draws.protocols import masked, planted, surviving, trial
from liantu.analysis.draws.simulate import filled
from liantu.analysis.draws.sweep import sweep
from liantu.analysis.settings import read_settings
from liantu.graph.claims import Claim
from liantu.graph.errors import DataError
from liantu.graph.snapshot import Snapshot

LEAVES = [f"link:{x}" for x in "abcdefghij"]
FIRMS = [f"firm:{x}" for x in "abcdefghij"]
S = read_settings()
RINGED = replace(ZONE, rings=(("园区", ZONE.id), ("市", ZONE.id), ("湾区", ZONE.id)))


def town(*claims: Claim) -> Snapshot:
    """Ten links with a resident maker each."""
    found = [joined(link, "LINK_OF", "chain:c") for link in LEAVES]
    found += [joined(firm, "LOCATED_IN", ZONE.id) for firm in FIRMS]
    found += [joined(f, "OPERATES_IN", link) for f, link in zip(FIRMS, LEAVES, strict=True)]
    return Snapshot(graph(*found, *claims, nodes=" ".join([*LEAVES, *FIRMS, "chain:c", ZONE.id])))


def all_declared() -> Snapshot:
    return town(*(claim(link, "makers_complete", "名单") for link in LEAVES))


def test_all_that_was_planted_is_found_and_nothing_else():
    one = trial(town(), 100, 0.0, seed=1)
    assert sum(mask.bit_count() for mask in one.chosen.values()) == 100 * protocols.PLANTED
    assert planted(town(), S, one) == {"recall": 1.0, "false_alarm": 0.0}
    assert masked(town(), S, one) == 1.0


def test_a_masked_link_whose_list_is_declared_would_be_called_absent_were_it_not_for_the_mask():
    one = trial(all_declared(), 100, 0.0, seed=1)
    assert masked(all_declared(), S, one) == 1.0


def test_lost_evidence_takes_the_declaration_with_it(monkeypatch):
    """Every maker may be lost: a link that lost its own is no false alarm, because its declaration is gone too."""
    one = trial(all_declared(), 300, 0.4, seed=2)
    assert planted(all_declared(), S, one)["false_alarm"] == 0.0
    monkeypatch.setattr(protocols, "_intact", lambda graph, leaf, one: (1 << one.standing.draws) - 1)
    assert planted(all_declared(), S, one)["false_alarm"] > 0.1


def test_a_gap_that_was_proven_before_stands_aside():
    """Six empty links on complete lists: right answers, not false alarms, and no rivals for the first five places."""
    empty = [f"link:a{n}" for n in range(6)]
    proven = [claim(link, "makers_complete", "名单") for link in empty] + [joined(link, "LINK_OF", "chain:c") for link in empty]
    world = Snapshot(graph(*town().data.claims, *proven, nodes=" ".join([*empty, "chain:c", ZONE.id])))
    assert planted(world, S, trial(world, 60, 0.0, seed=1)) == {"recall": 1.0, "false_alarm": 0.0}


def test_words_of_absence_compete_with_what_was_planted():
    absent = town(*(claim(link, "stated", "absent", grade="plan") for link in LEAVES))
    gone = Standing(50, {c: 0 for e in absent.data.edges if e.type == "OPERATES_IN" for c in e.claims})
    one = protocols.Trial(tuple(LEAVES), {LEAVES[-1]: (1 << 50) - 1}, gone)
    assert planted(absent, S, one)["false_alarm"] == 1.0


def test_certain_answers_are_counted_one_by_one():
    assert surviving(town(joined("link:a", "INPUT_TO", "link:b")), {}, 8) == (1, 1)
    assert surviving(town(), {}, 8) == (0, 0)


def test_an_answer_equal_in_both_worlds_can_still_fall_between_them():
    """b needs a or c. With known makers only, c cannot be had (barred); with a maker everywhere, c needs d and d needs a: b stops in both.

    With one unseen maker of c alone, d is bought, c is made, b goes on. Equal answers are certain only where nothing is barred.
    """
    either = [claim(f"link:{x}|INPUT_TO|link:b", "alternative_group", "g", grade="domain") for x in "ac"]
    flow = [joined(f"link:{x}", "INPUT_TO", f"link:{y}") for x, y in ("ab", "cb", "dc", "ad")]
    made = [joined(f"firm:{x}", t, y) for x in "ab" for t, y in (("LOCATED_IN", ZONE.id), ("OPERATES_IN", f"link:{x}"))]
    home = [joined(x, "LINK_OF", "chain:c") for x in LEAVES]
    nodes = " ".join([*LEAVES, "firm:a", "firm:b", "chain:c", ZONE.id])
    snapshot = Snapshot(graph(*home, *made, *flow, *either, claim("link:c", "outside", "barred", grade="domain"), nodes=nodes))
    assert surviving(snapshot, {}, 8) == (1, 1)
    assert surviving(snapshot, {"link:c": 1 << 3}, 8) == (0, 1)


@pytest.mark.parametrize("seed", range(20))
def test_auc_is_the_share_of_pairs_in_the_right_order(seed):
    draw = random.Random(seed)
    scores = {str(i): draw.randint(0, 4) for i in range(12)}
    wanted = set(draw.sample(sorted(scores), 5))
    pairs = [(scores[a], scores[b]) for a, b in itertools.product(wanted, scores.keys() - wanted)]
    assert auc(scores, wanted) == pytest.approx(sum((a > b) + 0.5 * (a == b) for a, b in pairs) / len(pairs))


def test_the_first_ten_overlap_wholly_when_nothing_is_lost_and_less_when_all_is():
    many = town(*(joined(a, "INPUT_TO", b) for a, b in itertools.pairwise(LEAVES)))
    assert top_overlap(many, S, 3, 0.0, seed=1) == 1.0
    assert 0.0 < top_overlap(many, S, 3, 1.0, seed=1) <= 1.0


def test_a_filled_zone_has_residents_only_and_is_the_same_twice():
    first, again = filled(town(), ZONE, 3), filled(town(), ZONE, 3)
    assert first.data == again.data and filled(town(), ZONE, 4).data != first.data
    made_up = [f for f in first.nodes.values() if f.id.startswith("firm:simulated/")]
    assert made_up and all(f.props["resident"] is True for f in made_up)


def test_a_figure_meets_what_is_asked_or_not():
    assert Figure("", "", 0.9, 0.95, None, "").passed is False and Figure("", "", 0.04, None, 0.05, "").passed is True
    assert Figure("", "", 0.5, None, None, "").passed is None


def test_a_sweep_has_a_row_for_each_link_and_point_and_refuses_unknown_settings():
    rows = list(sweep(town(), RINGED, S, {"stability.top": [1, 3], "unseen": [0.3]}, "2024"))
    assert len(rows) == 2 * len(LEAVES) and {r["stability.top"] for r in rows} == {1, 3}
    assert {r["stability"] for r in rows} == {"不可评"}
    with pytest.raises(DataError, match=r"stability\.nonsense"):
        list(sweep(town(), RINGED, S, {"stability.nonsense": [1]}, "2024"))


@pytest.mark.parametrize(
    "grid", [{"unseen": [-1]}, {"unseen": ["a"]}, {"unseen": [float("nan")]}, {"stability.draws": [0]}, {"evaluation.edge_loss": [-0.1]}]
)
def test_a_sweep_refuses_values_that_are_none(grid):
    with pytest.raises(DataError, match="应"):
        list(sweep(town(), RINGED, S, grid, "2024"))
