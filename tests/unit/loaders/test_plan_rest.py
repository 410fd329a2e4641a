"""Chapters 3, 4, 6, 7, 8 and the head of chapter 5: nothing the text says is left out, nothing is added, nothing planned is there."""

from __future__ import annotations

import re
from functools import cache

import pytest

from built import shipped_data
from liantu.graph import schema as s
from liantu.graph.claims import Claim
from liantu.graph.ids import name_key

BOOKMARK = re.compile(r"\[bookmark: ?[^\]]*\]")
CHAPTER = re.compile(r"第(\d)章")
HEADING = re.compile(r"第\d[章节]|[一二三四五六七八九十]、|表\d-\d")
TABLE_CELL = {"序号", "发展模式", "重点领域", "重点方向", "1", "2", "3", "4"}  # header and numbers of table 5-1
LIST_NUMBER = re.compile(r"· \d+\.|^\d$|第\d+[章节]|表\d-\d")

# Marked “…” in the text, and no programme, platform or other thing that could be a node:
NO_NODE = {
    "functions of the platform": {"研发创新、技术服务、人才培养、成果转移"},
    "effects hoped for": {"抱团生态", "联盟效应", "协同效应", "软件衔接"},
    "views and mottoes": {
        "大人才观", "不求所有、不求所在、但求所用", "崇尚科技、尊重人才、鼓励创新、宽容失败", "敢想、敢闯、敢试、敢干",
        "鼓励创业、宽容失败", "生产、生活、生态", "精简、统一、高效", "先行先试", "容忍犯错",
    },
    "ways of doing": {"一站式", "一张网"},
    "troubles, told as one weakness": {"痛点", "堵点", "难点"},
    "how a city is placed, told as a figure": {"9+2"},
    "what a score measures": {"成长经营"},
}  # fmt: skip
NO_FIGURE = {"5G": "a technology", "500强": "a list of firms, told as a platform to be invited"}


@cache
def lines() -> dict[int, str]:
    """Number → text of each paragraph that this data is to cover."""
    chapter, before_sections, found = "", True, {}
    for number, raw in enumerate(shipped_data().sources["plan"].text.splitlines(), 1):
        text = BOOKMARK.sub("", raw).strip()
        if head := CHAPTER.match(text):
            chapter, before_sections = head[1], True
        elif chapter == "5" and text.startswith("第1节"):
            before_sections = False
        if text and (chapter in set("34678") or (chapter == "5" and before_sections)):
            found[number] = text
    return found


@cache
def own() -> tuple[Claim, ...]:
    """The claims whose quote begins in those paragraphs."""
    said = (c for c in shipped_data().claims if c.source == "source:plan")
    return tuple(c for c in said if _line(c) in lines())


def _line(claim: Claim) -> int:
    found = re.search(r"第(\d+)(?:–\d+)?行", claim.locator)
    return int(found[1]) if found else 0


def _names() -> set[str]:
    named = (c for c in shipped_data().claims if c.predicate in (s.NAME.name, s.ALIASES.name))
    return {name_key(str(c.value)) for c in named if not c.subject.startswith(("measure:", "indicator:"))}


def _of(label: str) -> set[str]:
    return {c.subject for c in own() if c.subject.startswith(f"{label}:")}


def test_the_paragraphs_are_the_ones_meant() -> None:
    texts = list(lines().values())
    assert texts[0].startswith("第3章") and texts[-1].startswith("建立科技评估机制")
    assert any(t.startswith("表5-1") for t in texts) and not any("正极材料" in t for t in texts)


def test_every_paragraph_says_something() -> None:
    covered = {n for c in own() for n in range(_line(c), _line(c) + c.quote.count("\n") + 1)}
    silent = {n: t for n, t in lines().items() if n not in covered and not HEADING.match(t)}
    assert set(silent.values()) <= TABLE_CELL, silent


def test_every_marked_name_is_a_node_or_has_its_reason() -> None:
    names, excused = _names(), {word for words in NO_NODE.values() for word in words}
    marked = {m for text in lines().values() for m in re.findall(r"[“《]([^”》]+)[”》]", text)}
    lost = {m for m in marked if not any(name_key(m) in name for name in names)}
    assert lost == excused


def test_every_number_stands_in_an_indicator() -> None:
    told = " ".join(c.quote for c in own() if c.subject.startswith("indicator:"))
    for text in lines().values():
        rest = re.sub("|".join(NO_FIGURE), "", LIST_NUMBER.sub("", text))
        assert [figure for figure in re.findall(r"\d[\d.+]*", rest) if figure not in told] == [], text


@pytest.mark.parametrize("label", ["programme", "platform", "institution", "firm", "product", "direction", "project"])
def test_no_name_that_the_text_does_not_contain(label: str) -> None:
    text = name_key(shipped_data().sources["plan"].text)
    named = [c for c in own() if c.subject.startswith(f"{label}:") and c.predicate in (s.NAME.name, s.ALIASES.name)]
    assert [c for c in named if name_key(str(c.value)) not in text] == []


def test_a_measure_is_told_in_the_words_of_the_text() -> None:
    text = shipped_data().sources["plan"].text
    here = [c for c in own() if c.subject.startswith("measure:") and "/" not in c.subject and c.predicate == "text"]
    assert len(here) > 300
    assert [c.subject for c in here if str(c.value) not in c.quote or str(c.value) not in text] == []


def test_what_is_planned_or_invited_is_not_there() -> None:
    places = {c.subject: c for c in own() if c.predicate == s.LOCATED_IN.name}
    assert all(c.modality in ("existing", "registered") for c in places.values())
    wanted = {c.subject for c in own() if c.predicate == "stage" and c.value == "planned"}
    wanted |= {str(c.value) for c in own() if c.predicate == s.INVITES.name}
    assert wanted and not wanted & set(places)
    assert not [c for c in own() if c.predicate == s.OPERATES_IN.name]


def test_a_stage_has_the_modality_it_names() -> None:
    stages = [c for c in own() if c.subject.startswith("platform:") and c.predicate == "stage"]
    assert {c.modality for c in stages if c.value == "existing"} == {"existing"}
    assert "existing" not in {c.modality for c in stages if c.value == "planned"}


def test_no_thing_is_both_there_and_only_planned() -> None:
    stages: dict[str, set[str]] = {}
    for c in own():
        if c.subject.startswith("platform:") and c.predicate == "stage":
            stages.setdefault(c.subject, set()).add(str(c.value))
    assert {subject: both for subject, both in stages.items() if len(both) > 1} == {}


@pytest.mark.parametrize(
    ("source", "edge", "target", "modality"),
    [
        ("institution:hkust", "name", "香港科技大学", "reference"),
        ("measure:hong-kong-universities", "AIMS_AT", "institution:polyu", "cooperation"),
        ("measure:quantum-blockchain-xr", "AIMS_AT", "direction:future/quantum", "planned"),
        ("measure:west-bank-belt", "AIMS_AT", "chain:electromechanical", "planned"),
        ("measure:brand-schools", "INVITES", "platform:brand-schools", "invited"),
        ("platform:hkmo-youth-base", "stage", "existing", "existing"),
        ("platform:guangdong-hk-demo-base", "stage", "planned", "planned"),
        ("indicator:science-spending-growth", "target_value", "高于可支配收入增幅", "planned"),
        ("link:lithium/li-ion-battery", "stated", "strong", "existing"),
        ("link:electromechanical/smart-micro-motor", "stated", "strong", "existing"),
    ],
)
def test_what_the_text_says_stands(source: str, edge: str, target: str, modality: str) -> None:
    assert (source, edge, target, modality) in {(c.subject, c.predicate, c.value, c.modality) for c in own()}


def test_every_weakness_of_these_chapters_is_told() -> None:
    weak = {c.subject for c in own() if c.subject in _of("measure") and c.predicate == "kind" and c.value == "短板"}
    quotes = " ".join(c.quote for c in own() if c.subject in weak)
    words = ("瓶颈", "堵点", "薄弱环节", "难题", "壁垒", "障碍", "产能过剩", "紧缺", "负担", "风险高")
    assert [w for w in words if w not in quotes] == []
