"""The portrait of a firm: who is here and why, which links in which sense, who stands before and behind, whose words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders import ZONE, claim, graph, joined
from liantu.analysis.portrait import Portrait, portrait
from liantu.analysis.portrait_text import parts
from liantu.graph.claims import Claim
from liantu.graph.snapshot import Snapshot

# salt → cathode ⊃ {ncm} → cell; here makes cathode; maker makes salt; wanted is invited for cell; listed discloses a cell
CHAIN = "chain:c"
ROW = {"grade": "disclosure", "quote": "000001,电芯,link:cell", "locator": "makes.csv 第2行", "as_of": "2021"}


def said(subject: str, predicate: str, value: str, modality: str, quote: str, locator: str) -> Claim:
    """A sentence of the plan."""
    about = {"source": "source:plan", "grade": "plan", "as_of": "2020-12"}
    return claim(subject, predicate, value, modality=modality, quote=quote, locator=locator, **about)


G = Snapshot(
    graph(
        *(joined(f"link:{x}", "LINK_OF", CHAIN, grade="domain") for x in ("salt", "cathode", "ncm", "cell")),
        joined("link:ncm", "PART_OF", "link:cathode", grade="domain"),
        joined("link:salt", "INPUT_TO", "link:ncm", grade="domain"),
        joined("link:ncm", "INPUT_TO", "link:cell", grade="domain"),
        joined("place:city", "WITHIN", "place:cn", grade="registry"),
        joined("place:zone", "WITHIN", "place:city", grade="registry"),
        said("firm:here", "aliases", "老甲厂", "reference", "甲厂", "第3章·第5行"),
        said("firm:here", "LOCATED_IN", "place:zone", "existing", "甲厂在区", "第3章·第5行"),
        said("firm:here", "OPERATES_IN", "link:cathode", "existing", "甲厂在区做阴极", "第3章·第5行"),
        joined("firm:maker", "LOCATED_IN", "place:zone", grade="registry", as_of="2024-05"),
        joined("firm:maker", "OPERATES_IN", "link:salt"),
        said("firm:wanted", "INVITED_FOR", "link:cell", "invited", "引进丙", "第4章·第9行"),
        said("firm:maker", "INVITED_FOR", "link:cell", "invited", "引进乙", "第4章·第9行"),  # a resident all the same
        said("measure:bring", "INVITES", "firm:wanted", "invited", "引进丙", "第4章·第9行"),
        said("measure:merge", "kind", "强", "planned", "支持甲厂并购", "第3章·第5行"),
        said("measure:other", "kind", "强", "planned", "支持甲厂房建设", "第8章·第50行"),
        joined("firm:listed", "CAPABLE_OF", "link:cell", **ROW),
        joined("firm:listed", "MAKES", "product:x", **ROW),
        claim("firm:listed|MAKES|product:x", "revenue_share", 0.5, grade="disclosure", as_of="2021"),
        joined("firm:near", "LOCATED_IN", "place:city"),
        joined("firm:away", "LOCATED_IN", "place:far", grade="registry", modality="registered", as_of="2023"),
        said("firm:client", "DEMANDS", "link:cell", "demand", "对接丁的需求", "第4章·第10行"),
        nodes="chain:c link:salt link:cathode link:ncm link:cell place:zone place:city place:cn place:far product:x measure:bring "
        "measure:merge measure:other firm:here firm:maker firm:wanted firm:listed firm:near firm:away firm:client",
    )
)  # fmt: skip
ASKED = replace(ZONE, places=frozenset(), facts={"address.office": "监管局", "address.list": "登记信息"})


def of(firm: str) -> Portrait:
    return portrait(G, ASKED, G.node(f"firm:{firm}"))


def lines(firm: str, title: str) -> list[str]:
    return dict(parts(of(firm)))[title]


@pytest.mark.parametrize(
    ("firm", "resident", "words"),
    [
        ("here", True, "在区：zone（规划原文，2020-12）；仅来源所称，未经登记名录或人工核实。"),
        ("maker", True, "在区：zone（登记名录，2024-05）；登记名录或人工已核实。"),
        ("wanted", False, "不在区：来源只把它写作拟引进对象或需求方。"),
        ("client", False, "不在区：来源只把它写作拟引进对象或需求方。"),
        ("away", False, "不在区：来源记其所在地为far（登记名录，2023）。"),
        ("near", None, "待核实：来源只说到city；可问监管局（登记信息）。"),
        ("listed", None, "待核实：没有来源说它在区内还是区外；可问监管局（登记信息）。"),
    ],
)
def test_residence_says_why(firm: str, resident: bool | None, words: str) -> None:
    assert (of(firm).resident, of(firm).residence) == (resident, words)


def test_only_a_maker_of_the_zone_is_said_to_make_it_here() -> None:
    assert [(t.name, t.sense, t.whole) for t in of("here").ties] == [("cathode", "在区内生产", True)]
    assert [(t.name, t.sense) for t in of("wanted").ties] == [("cell", "规划拟为此引进")]
    assert [(t.name, t.sense) for t in of("listed").ties] == [("cell", "公开披露的产品")]
    assert [(t.name, t.sense) for t in of("client").ties] == [("cell", "来源称其有需求")]
    for firm in ("wanted", "listed", "client", "near", "away"):
        assert not any("在区内生产" in line for _, told in parts(of(firm)) for line in told)


def test_neighbours_come_through_the_parts_with_their_firms_apart() -> None:
    here = of("here")
    assert [(n.name, n.residents, n.invitees) for n in here.upstream] == [("salt", ("maker",), ())]
    assert [(n.name, n.residents, n.invitees) for n in here.downstream] == [("cell", (), ("wanted",))]
    assert lines("here", "上游与下游") == ["上游·salt：maker。", "下游·cell：wanted（拟引进，不在区）。"]
    assert [(n.name, n.residents) for n in of("wanted").upstream] == [("ncm", ("here（生产其上级环节，具体待核实）",))]
    assert [n.name for n in of("client").upstream] == ["cell"], "what a customer wants stands before it"


def test_measures_that_name_the_firm_touch_it_and_like_names_do_not() -> None:
    assert [(t.id, t.how) for t in of("here").touches] == [("measure:merge", "原文提到")]
    assert [(t.id, t.how) for t in of("wanted").touches] == [("measure:bring", "点名拟引进")]


def test_words_stand_under_their_sense_once() -> None:
    assert [x for x in lines("here", "来源怎么说") if "第3章" in x] == ["已有：“甲厂在区做阴极”（第3章·第5行，2020-12）"]
    assert [x for x in lines("wanted", "来源怎么说") if "第4章" in x] == ["拟引进：“引进丙”（第4章·第9行，2020-12）"]
    assert lines("listed", "所在环节")[-1] == "公开披露的产品（没有说在哪里生产）：x（2021，占收入 50.0%）。"
    assert not any("link:" in line for _, told in parts(of("listed")) for line in told)


def test_nothing_known_is_said_as_not_known() -> None:
    assert lines("near", "所在环节") == ["未采集（没有来源说它做什么）。"]
    assert lines("near", "上游与下游") == ["未采集。"]
