"""把握: what makes it fall, what cannot touch it, and that it says 不可评 where nothing tells how much is unseen."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from builders import claim, graph, joined
from liantu.analysis.draws.decay import chance_to_hold, months_between, to_reverify
from liantu.analysis.draws.reverify import reverify
from liantu.analysis.draws.stability import Stability, frame_of, stability, unseen_rates
from liantu.analysis.gaps import gaps
from liantu.analysis.settings import read_settings
from liantu.graph import schema as s
from liantu.graph.claims import Claim
from liantu.graph.presence import Zone
from liantu.graph.snapshot import Snapshot

PLACES = (("园区", "place:zone"), ("市", "place:zone"), ("湾区", "place:zone"))
FRAMED = Zone("place:zone", "某高新区", frozenset(), PLACES, {"high_tech_firms": "20", "high_tech_year": "2023"})
UNFRAMED = replace(FRAMED, facts={})
LINKS = [f"link:{x}" for x in "abcdefgh"]
NODES = " ".join([*LINKS, "chain:c", "place:zone", "firm:p"])


def one(*claims: Claim) -> Snapshot:
    home = [joined(x, "LINK_OF", "chain:c") for x in LINKS]
    return Snapshot(graph(*home, joined("firm:p", "LOCATED_IN", "place:zone"), *claims, nodes=NODES))


def of(snapshot: Snapshot, zone: Zone = FRAMED, as_of: str = "2024", draws: int = 2000) -> dict[str, Stability]:
    settings = read_settings()
    return stability(snapshot, zone, gaps(snapshot, zone), settings, as_of, draws)


def test_without_a_frame_nothing_is_said():
    held = of(one(), UNFRAMED)
    assert {(s.label, s.held, s.rank) for s in held.values()} == {("不可评", None, None)}
    assert frame_of(one(), UNFRAMED).line() == "无总体名录，不可评"


def test_an_unknown_link_stays_unknown_as_often_as_nobody_unseen_is_there():
    snapshot = one()
    rate = unseen_rates(snapshot, frame_of(snapshot, FRAMED))["link:a"]
    assert rate == pytest.approx(20 / 8)
    held = of(snapshot)
    for times in (0.3, 1.0, 3.0):
        hold = math.exp(-times * rate)
        error = math.sqrt(hold * (1 - hold) / 2000)
        settings = read_settings()
        sections = settings.sections | {"stability": settings["stability"] | {"sweep": [times]}}
        swept = stability(snapshot, FRAMED, gaps(snapshot, FRAMED), replace(settings, sections=sections), "2024", 2000)
        assert swept["link:a"].status_held == pytest.approx(hold, abs=5 * error + 1e-9)
    assert held["link:a"].turns == "有"


def test_a_declared_gap_is_not_moved_by_unseen_makers():
    held = of(one(claim("link:a", "makers_complete", "名单", grade="domain")))  # domain facts are not drawn: it never drops
    assert held["link:a"].status_held == 1.0 and held["link:a"].turns == ""
    assert held["link:b"].status_held is not None and held["link:b"].status_held < 1.0


def test_age_lowers_it_and_never_the_status():
    snapshot = one(joined("firm:p", "OPERATES_IN", "link:a", as_of="2020"), claim("firm:p", "standing", "龙头", as_of="2020", grade="plan"))
    young, old = of(snapshot, as_of="2020"), of(snapshot, as_of="2030")
    assert young["link:a"].status_held > old["link:a"].status_held
    assert [g.status for g in gaps(snapshot, FRAMED) if g.link.id == "link:a"] == ["强"]


def test_the_same_twice_and_shares_in_order():
    snapshot = one(joined("firm:p", "OPERATES_IN", "link:a"))
    first = of(snapshot)
    assert first == of(snapshot)
    for told in first.values():
        assert told.held is not None and told.status_held is not None and told.place_held is not None and told.rank is not None
        assert max(0.0, told.status_held + told.place_held - 1) - 1e-9 <= told.held <= min(told.status_held, told.place_held)
        assert 1 <= told.rank[0] <= told.rank[1] <= len(LINKS)


@pytest.mark.parametrize(
    ("earlier", "later", "months"),
    [("2019", "2020", 12), ("2020-12", "2020-12-31", 0), ("2020-01", "2021-03", 14), ("2024", "2020", 0), ("2019", "2020-12-01", 12)],
)
def test_months(earlier, later, months):
    assert months_between(earlier, later) == months


def test_half_life_is_half():
    settings = read_settings()
    sells = joined("firm:p", "SUPPLIES", "firm:q", as_of="2020-01", grade="staff")
    right = 1 - settings["dropped"]["A"]
    assert chance_to_hold(sells, settings, "2021-02") == pytest.approx(right / 2)  # 13 months
    assert chance_to_hold(claim("firm:p", "about", "x", as_of="1990"), settings, "2024") == pytest.approx(right)


def test_what_to_look_at_again_comes_oldest_first_and_without_domain_knowledge():
    old, older = (joined("firm:p", "OPERATES_IN", f"link:{x}", as_of=year) for x, year in (("a", "2015"), ("b", "2010")))
    young, known = joined("firm:p", "OPERATES_IN", "link:c", as_of="2024"), claim("link:d", "stated", "weak", as_of="1990", grade="domain")
    stale = to_reverify(one(old, older, young, known), read_settings(), "2024")
    assert [x.claim.id for x in stale] == [older.id, old.id]
    assert [x.months for x in stale] == [168, 108]


def test_the_list_to_look_at_again_puts_residents_first_and_keeps_to_a_chain():
    at_a = joined("firm:p", "OPERATES_IN", "link:a", as_of="2019")
    wanted = joined("firm:q", "INVITED_FOR", "link:b", as_of="2010", modality="invited")
    other = joined("measure:m", "AIMS_AT", "link:z", as_of="2010")
    home = [joined("link:a", "LINK_OF", "chain:c"), joined("link:b", "LINK_OF", "chain:c"), joined("link:z", "LINK_OF", "chain:d")]
    lives = joined("firm:p", "LOCATED_IN", "place:zone", as_of="2024")
    nodes = "link:a link:b link:z chain:c chain:d place:zone firm:p firm:q measure:m"
    held = Snapshot(graph(*home, lives, at_a, wanted, other, nodes=nodes))
    rows = reverify(held, read_settings(), "2024")
    assert [r["id"] for r in rows[:1]] == [at_a.id], "what a resident is counted for comes first, though others are older"
    assert {r["id"] for r in rows} == {at_a.id, wanted.id, other.id}
    assert [r["id"] for r in reverify(held, read_settings(), "2024", "chain:d")] == [other.id]
    assert rows[0]["fact"] == f"{s.OPERATES_IN.zh}：{held.node('link:a').name}" and rows[0]["months"] == 60
    assert reverify(held, read_settings(), "2010") == []
