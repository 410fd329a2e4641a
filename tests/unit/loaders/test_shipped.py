"""The shipped data: what must hold of every chain, whoever edits it."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import networkx as nx
import pytest

from built import shipped_data, shipped_graph
from liantu.analysis.supply import leaves_below, supply_graph
from liantu.graph import schema as s
from liantu.graph.claims import Claim
from liantu.graph.snapshot import Snapshot
from liantu.loaders.places import read_codes
from liantu.loaders.shipped import DATA, Shipped, load_shipped

LEAST = {"lithium": 60, "electromechanical": 60, "ict": 60, "future": 45}


@pytest.fixture(scope="module")
def shipped() -> Shipped:
    return shipped_data()


@pytest.fixture(scope="module")
def graph(shipped: Shipped) -> Snapshot:
    return shipped_graph()


def links_of(graph: Snapshot, chain: str) -> list[str]:
    return [e.source for e in graph.into(f"chain:{chain}", s.LINK_OF)]


@pytest.mark.parametrize(("chain", "least"), LEAST.items())
def test_every_chain_is_deep_enough_and_ends_in_products(graph: Snapshot, chain: str, least: int) -> None:
    links = [graph.node(i) for i in links_of(graph, chain)]
    assert len(links) >= least
    assert any(link.props.get("terminal") for link in links)
    assert {link.props.get("stage") for link in links} >= {"上游", "中游", "下游"}
    assert all(link.props.get("stage") in s.STAGES for link in links)
    assert len([e for e in graph.into(f"chain:{chain}", s.DIRECTION_OF)]) >= 3
    assert [e for e in graph.into(f"chain:{chain}", s.INDICATOR_OF)]


def test_every_link_has_one_home(graph: Snapshot) -> None:
    assert {len(graph.out(link.id, s.LINK_OF)) for link in graph.of_type(s.LINK)} == {1}


def test_supply_runs_between_leaves_and_never_into_itself(graph: Snapshot) -> None:
    parents = {link for link, leaves in leaves_below(graph).items() if leaves != (link,)}
    edges = [e for e in graph.edges.values() if e.type == s.INPUT_TO.name]
    assert edges
    assert [e.id for e in edges if e.source in parents or e.target in parents or e.source == e.target] == []


def test_alternatives_have_a_choice_and_one_essentiality(graph: Snapshot) -> None:
    groups: dict[tuple[str, str], list[int]] = {}
    for e in graph.edges.values():
        if e.type == s.INPUT_TO.name and (group := e.props.get("alternative_group")):
            groups.setdefault((e.target, group), []).append(e.props["essentiality"])
    assert [g for g, es in groups.items() if len(es) < 2 or len(set(es)) != 1] == []


def test_only_recycling_makes_circles(graph: Snapshot) -> None:
    """Every circle of essential supply passes a link of reuse or recovery."""
    supply = supply_graph(graph)
    flow = nx.DiGraph([(m, link) for link, needs in supply.needs.items() for need in needs for m in need])
    circles = [c for c in nx.strongly_connected_components(flow) if len(c) > 1]
    words = ("回收", "再生", "梯次", "再制造", "利用")
    for circle in circles:
        names = [graph.node(i).name for i in circle]
        assert any(w in name for name in names for w in words), names


def test_codes_are_classes_of_the_standard(graph: Snapshot) -> None:
    table = read_codes(DATA / "codes" / "gbt4754-2017.csv")
    used = {c for link in graph.of_type(s.LINK) for c in link.props.get("codes", [])}
    assert used and {table[c]["level"] for c in used} == {"4"}


def test_every_plan_quote_is_byte_identical(graph: Snapshot, shipped: Shipped) -> None:
    text = (DATA / "sources" / "plan" / next((DATA / "sources" / "plan").iterdir()).name).read_bytes()
    quotes = [c for c in graph.claims.values() if c.grade == "plan"]
    assert len(quotes) > 500
    assert [c.quote for c in quotes if c.quote.encode() not in text] == []
    assert [c.id for c in quotes if not shipped.sources["plan"].confirms(c)] == []


def test_one_altered_character_in_200_quotes_gives_200_detections(graph: Snapshot, shipped: Shipped) -> None:
    draw = random.Random(20260101)
    quotes = sorted((c for c in graph.claims.values() if c.grade == "plan" and len(c.quote) > 3), key=lambda c: c.id)
    found = 0
    for claim in draw.sample(quotes, 200):
        at = draw.randrange(len(claim.quote))
        changed = claim.quote[:at] + ("甲" if claim.quote[at] != "甲" else "乙") + claim.quote[at + 1 :]
        row = {**claim.as_row(), "quote": changed}
        row.pop("id")
        found += not shipped.sources["plan"].confirms(Claim(**row))  # type: ignore[arg-type]
    assert found == 200


def test_no_invitee_and_no_stranger_operates_here(graph: Snapshot) -> None:
    here = {e.source for e in graph.edges.values() if e.type == s.OPERATES_IN.name}
    invited = {e.target for e in graph.edges.values() if e.type == s.INVITES.name}
    invited |= {e.source for e in graph.edges.values() if e.type == s.INVITED_FOR.name}
    firms = {f.id for f in graph.of_type(s.FIRM)}
    assert here and invited & firms and not here & invited
    assert {graph.node(f).props.get("resident") for f in here} == {True}
    assert {graph.node(f).props.get("resident") for f in invited & firms} == {False}


@pytest.mark.parametrize(
    ("name", "resident"),
    [
        ("日亚化学", False), ("户田工业", False), ("巴斯夫", False), ("湖南邦普循环科技", False), ("比亚迪", False), ("葛兰素史克", False),
        ("德昌电机", True), ("优美科长信新材料", True), ("科恒实业", True), ("荣信电路板", True), ("汉宇集团", True), ("量子高科", True),
    ],
)  # fmt: skip
def test_who_is_here(graph: Snapshot, name: str, resident: bool) -> None:
    found = [f for f in graph.of_type(s.FIRM) if f.name == name]
    assert [f.props.get("resident") for f in found] == [resident]


def test_a_stranger_with_a_like_name_is_not_the_resident(graph: Snapshot) -> None:
    forms = Counter(form for f in graph.of_type(s.FIRM) for form in [f.name, *f.props.get("aliases", [])])
    assert "宁波德昌电机股份有限公司" not in forms
    assert [form for form, n in forms.items() if n > 1] == []


def test_loading_without_the_text_says_what_to_do(tmp_path: Path) -> None:
    import shutil

    from liantu.graph.errors import DataError

    shutil.copytree(DATA, tmp_path / "data")
    text = next((tmp_path / "data" / "sources" / "plan").iterdir())
    text.write_bytes(text.read_bytes() + b" ")
    with pytest.raises(DataError, match="校验和不符"):
        load_shipped(tmp_path / "data")
    text.unlink()
    with pytest.raises(DataError, match="读不到"):
        load_shipped(tmp_path / "data")
