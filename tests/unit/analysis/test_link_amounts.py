"""Imported amounts on a link one can draw: measures only where amounts are, 弱 only under a complete list, nothing invented.

anode (made here by a, b, c) → cell (made here by u, who buys anode)
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders import claim, graph, joined
from liantu.analysis.gaps import Gap, gaps
from liantu.graph.claims import Claim
from liantu.graph.errors import DataError
from liantu.graph.presence import Zone
from liantu.graph.snapshot import Snapshot

ZONE = Zone("place:zone", "某高新区", frozenset(), (("园区", "place:zone"), ("市", "place:city"), ("全国", "place:cn")), {})
NODES = "chain:c link:anode link:cell place:zone firm:a firm:b firm:c firm:u product:graphite"
COMPLETE = claim("link:anode", "makers_complete", "规上名录 2024 统计局")


def base(makers: str = "abc") -> list[Claim]:
    return [
        *(joined(link, "LINK_OF", "chain:c") for link in ("link:anode", "link:cell")),
        joined("link:anode", "INPUT_TO", "link:cell"),
        joined("product:graphite", "BELONGS_TO", "link:anode"),
        *(joined(f"firm:{f}", "LOCATED_IN", "place:zone") for f in "abcu"),
        *(joined(f"firm:{f}", "OPERATES_IN", "link:anode") for f in makers),
        joined("firm:u", "OPERATES_IN", "link:cell"),
    ]


def output(firm: str, revenue: float, share: float = 1.0, year: str = "2024") -> list[Claim]:
    return [
        claim(f"firm:{firm}", "revenue_cny_10k", revenue, as_of=year, quote=f"营收 {revenue}"),
        joined(f"firm:{firm}", "MAKES", "product:graphite"),
        claim(f"firm:{firm}|MAKES|product:graphite", "revenue_share", share, quote=f"占 {share}"),
    ]


def sale(seller: str, amount: float, product: str = "graphite", year: str = "2024") -> list[Claim]:
    key = f"product={product};year={year}"
    edge = f"firm:{seller}|SUPPLIES|firm:u|{key}"
    about = {"amount": amount, "product": product, "year": year}
    return [joined(f"firm:{seller}", "SUPPLIES", "firm:u", key=key), *(claim(edge, k, v) for k, v in about.items())]


def anode(*claims: Claim, makers: str = "abc", zone: Zone = ZONE, nodes: str = "") -> Gap:
    found = gaps(Snapshot(graph(*base(makers), *claims, nodes=f"{NODES} {nodes}")), zone)
    return next(g for g in found if g.link.id == "link:anode")


def test_without_amounts_nothing_is_said():
    found = anode(COMPLETE)
    assert found.quantities is None and found.as_json()["quantities"] is None and found.status == "有"


def test_concentration_is_exact_where_every_amount_of_a_complete_list_is_known():
    found = anode(*output("a", 800), *output("b", 100), *output("c", 200, 0.5), COMPLETE)
    told = found.as_json()["quantities"]
    assert told["hhi"] == [0.66, 0.66] and told["cr_3"] == [1.0, 1.0] and (told["makers"], told["makers_with_amount"]) == (3, 3)
    assert found.status == "弱" and found.strategy == "固链" and "HHI 至少 0.66" in told["thin"][0]
    assert {"revenue_cny_10k", "revenue_share"} <= {e.predicate for e in found.evidence}


def test_an_open_list_never_makes_a_link_weak():
    found = anode(*output("a", 800), *output("b", 100), *output("c", 100))
    assert found.status == "有" and found.as_json()["quantities"]["hhi"] == [0.0, 1.0]


def test_a_maker_without_amount_widens_the_interval_as_far_as_its_revenue_goes():
    known = [*output("a", 100), *output("b", 100), COMPLETE]
    assert anode(*known).quantities.hhi.rounded() == [0.3333, 1.0]
    bounded = anode(*known, claim("firm:c", "revenue_cny_10k", 50.0, as_of="2024")).quantities
    assert bounded.hhi.low == pytest.approx((100**2 * 2 + 50**2) / 250**2) and bounded.hhi.high == pytest.approx(0.5)


def test_amounts_of_other_years_are_unknown_not_zero():
    found = anode(*output("a", 100), *output("b", 100), *output("c", 900, year="2022"), COMPLETE).quantities
    assert (found.year, found.with_amount, found.hhi.rounded()) == ("2024", 2, [0.3333, 1.0])


def test_kappa_wholly_below_its_limit_makes_a_complete_link_weak():
    own = [claim_ for f in "abc" for claim_ in output(f, 100)]
    weak = anode(*own, *sale("a", 200), *sale("b", 500), COMPLETE)
    assert weak.quantities.kappa.rounded() == [0.0, 0.4286] and "0.43" in weak.facts.thin[-1]
    assert anode(*own, *sale("a", 200), *sale("b", 500)).quantities.kappa.rounded() == [0.0, 1.0]
    enough = anode(*own, *sale("a", 200), COMPLETE)
    assert enough.quantities.kappa.rounded() == [0.0, 1.0] and all("HHI" in x for x in enough.facts.thin)


def test_whole_revenues_bound_kappa_where_no_share_is_known():
    revenues = [claim(f"firm:{f}", "revenue_cny_10k", 100.0, as_of="2024") for f in "abc"]
    found = anode(*revenues, *sale("a", 1000), COMPLETE)
    assert found.quantities.kappa.rounded() == [0.0, 0.3] and found.status == "弱" and found.quantities.hhi is None
    assert anode(*revenues[:2], *sale("a", 1000), COMPLETE).quantities.kappa.rounded() == [0.0, 1.0]


def test_local_share_counts_known_purchases_and_leaves_the_rest_open():
    stranger = joined("firm:far", "LOCATED_IN", "place:city")
    bought = [*sale("a", 30), *sale("far", 70), stranger]
    assert anode(*bought, nodes="firm:far place:city").quantities.local_share.rounded() == [0.0, 1.0]
    declared = claim("link:anode", "suppliers_complete", "走访 2024")
    assert anode(*bought, declared, nodes="firm:far place:city").quantities.local_share.rounded() == [0.0, 0.3]


@pytest.mark.parametrize(
    "bad",
    [output("a", -5.0), output("a", 100, -0.1), output("a", 100, 1.5), sale("a", -3.0), sale("a", 50, "某物"), sale("a", 50, year="")],
)
def test_what_cannot_be_is_no_amount(bad: list[Claim]):
    assert anode(*bad).quantities is None


def test_a_location_quotient_only_where_regional_totals_are_given():
    filed = [claim(f"firm:{f}", "industry_codes", code) for f, code in zip("abcu", ("3091", "3091", "3841", "3841"), strict=True)]
    coded = claim("link:anode", "codes", "3091", grade="domain")
    assert anode(*filed, coded).quotient is None
    totals = replace(ZONE, facts={"regional_firms": "1000", "regional_firms.3091": "50"})
    told = anode(*filed, coded, zone=totals).as_json()["quantities"]["location_quotient"]
    with pytest.raises(DataError, match=r"regional_firms\.3091"):
        anode(*filed, coded, zone=replace(ZONE, facts={"regional_firms": "1000", "regional_firms.3091": "约五十"}))
    assert (told["observed"], told["expected"], told["mean"]) == (2, 0.2, 2.5) and told["low"] < 1 < told["high"]
