"""The explanation of a gap: its sentence, its path, and a smallest change that really ends the status when it is made."""

from __future__ import annotations

import networkx as nx
import pytest

from builders import ZONE, claim, graph, joined
from liantu.analysis.explain import next_to_product
from liantu.analysis.gaps import Gap, gaps
from liantu.analysis.supply import supply_graph
from liantu.graph.claims import Claim
from liantu.graph.presence import Zone
from liantu.graph.snapshot import Snapshot
from supply_graphs import random_snapshot

RINGED = Zone(ZONE.id, ZONE.name, ZONE.places, (("园区", "place:zone"), ("市", "place:city")))
NODES = "chain:c link:salt link:cathode link:foil link:cell place:zone place:city firm:a firm:b firm:c measure:m project:p"
COMPLETE = claim("link:cathode", "makers_complete", "规上名录 2024")


def base() -> list[Claim]:
    """salt → cathode → cell ← foil (lowers output only); cell is the final product; firms a, b and c live in the zone."""
    return [
        *(joined(f"link:{x}", "LINK_OF", "chain:c") for x in ("salt", "cathode", "foil", "cell")),
        joined("link:salt", "INPUT_TO", "link:cathode"),
        joined("link:cathode", "INPUT_TO", "link:cell"),
        joined("link:foil", "INPUT_TO", "link:cell"),
        claim("link:foil|INPUT_TO|link:cell", "essentiality", 1, grade="domain"),
        claim("link:cell", "terminal", True),
        joined("place:zone", "WITHIN", "place:city"),
        *(joined(f"firm:{x}", "LOCATED_IN", "place:zone") for x in "abc"),
    ]


def gap(*claims: Claim, link: str = "cathode") -> Gap:
    graph_now = Snapshot(graph(*base(), *claims, nodes=NODES))
    return next(g for g in gaps(graph_now, RINGED) if g.link.id == f"link:{link}")


def makes(firm: str, link: str = "cathode") -> Claim:
    return joined(f"firm:{firm}", "OPERATES_IN", f"link:{link}")


ABSENT = [claim("link:cathode", "stated", "absent", grade="plan", quote="正极空白", locator="第1章·第7行")]
WEAK = [makes("a"), claim("link:cathode", "stated", "weak", grade="plan")]
BROKEN = [makes("a"), makes("b", "cell"), claim("link:cathode", "suppliers_complete", "走访 2024")]
SHORT = [makes("a", "cell"), joined("firm:b", "DEMANDS", "link:cell", "demand"), claim("link:cell", "users_complete", "走访 2024")]


@pytest.mark.parametrize(
    ("claims", "status", "kind", "made", "then"),
    [
        ([COMPLETE], "缺", "maker", [makes("a"), makes("b")], "有"),
        (ABSENT, "缺", "maker", [makes("a")], "有"),
        ([COMPLETE, makes("a")], "弱", "maker", [makes("b")], "有"),
        (BROKEN, "断", "supply", [joined("firm:a", "SUPPLIES", "firm:b", key="product=;year=")], "有"),
        ([], "待核实", "confirm", [makes("a")], "有"),
        ([], "待核实", "confirm", [COMPLETE], "缺"),
    ],
)
def test_the_smallest_change_ends_the_status_when_made(claims: list[Claim], status: str, kind: str, made: list[Claim], then: str) -> None:
    before = gap(*claims)
    assert (before.status, before.explanation.change.kind) == (status, kind)
    assert gap(*claims, *made).status == then
    if kind in ("maker", "project"):
        assert f"有 {len(made)} 家" in before.explanation.change.text
        assert all(gap(*claims, *made[:n]).status in ("缺", "弱") for n in range(len(made))), "nothing smaller ends it"


def test_the_other_changes_say_what_is_needed() -> None:
    assert gap(*WEAK).explanation.change.kind == "evidence"
    assert gap(*SHORT, link="cell").explanation.change.kind == "user"
    assert gap(*BROKEN).explanation.change.text == "确认或促成 1 笔区内供货，例如a供给b"
    assert gap(makes("a"), makes("b")).explanation.change.kind == ""
    built = gap(COMPLETE, joined("project:p", "INVESTS_IN", "link:cathode", "planned"))
    assert built.explanation.change.kind == "project" and "“p”投产" in built.explanation.change.text


def test_the_sentence_says_status_reason_words_need_and_reach() -> None:
    wanted = joined("measure:m", "AIMS_AT", "link:cathode", "needed", grade="plan")
    kind = claim("measure:m", "kind", "引进", modality="needed")
    told = gap(*ABSENT, wanted, kind).explanation.sentence
    assert told.startswith("“cathode”现状缺：需要，没有已知在区企业，来源原文称缺（原文称缺，第1章·第7行）；规划点名需求（引进）；")
    assert told.endswith("它断供时别的环节一定停 0 个、可能停 1 个（终端产品 0／1）。")
    assert "是未知，不是缺" in gap().explanation.sentence
    assert "名单确认齐全后仍只有这一家" in gap(COMPLETE, makes("a")).explanation.sentence


def test_path_in_json() -> None:
    told = gap(COMPLETE).as_json()
    assert told["explanation"] and told["smallest_change"].keys() == {"kind", "text"}
    assert told["path"] == {
        "inputs": [{"any_of": [{"id": "link:salt", "name": "salt"}], "essentiality": 2}],
        "users": [{"id": "link:cell", "name": "cell"}],
        "to_product": [{"id": "link:cathode", "name": "cathode"}, {"id": "link:cell", "name": "cell"}],
    }
    cell = gap(link="cell").as_json()["path"]
    assert [(group["any_of"][0]["name"], group["essentiality"]) for group in cell["inputs"]] == [("cathode", 2), ("foil", 1)]
    assert [x["name"] for x in cell["to_product"]] == ["cell"]


def test_the_way_to_a_product_is_a_shortest_one() -> None:
    for seed in range(100):
        supply = supply_graph(random_snapshot(seed))
        flow = nx.DiGraph([(m, x) for x in supply.links for need in supply.needs[x] for m in need])
        flow.add_nodes_from(supply.links)
        flow.add_edges_from((x, "end") for x in supply.terminals)
        lengths = nx.single_target_shortest_path_length(flow, "end") if supply.terminals else {}
        follow = next_to_product(supply)
        for link in supply.links:
            way = [link]
            while way[-1] in follow and follow[way[-1]]:
                way.append(follow[way[-1]])
            assert (link in follow) == (link in dict(lengths))
            assert link not in follow or len(way) == dict(lengths)[link]
