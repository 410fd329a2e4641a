"""Measures and weaknesses of the plan: each has a kind, an aim or the reason why it has none, and the plan's own word as written."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any

import pytest
import yaml

from built import shipped_data, shipped_graph
from liantu.graph import schema as s
from liantu.graph.ids import name_key
from liantu.graph.snapshot import Node, Snapshot
from liantu.loaders.shipped import DATA

AIMS = (s.AIMS_AT, s.INVITES)
VERBS = ("引进", "补链", "固链", "强链", "延伸", "突破", "布局", "培育", "建设", "打造", "构建", "组建")
# Clauses with such a verb that set nothing up, and why.
NO_MEASURE = {
    r"^(第\d[章节]|[一二三四五六七八]、|表\d)": "a heading; it is a measure where it says what is to be done",
    r"^(基于|通过|围绕|依托|立足|根据|遵循|按照)": "how it is done, or on what ground",
    r"突破\d+家$": "a figure, told as an indicator",
    r"(合作|方向|领域|原则)$": "a condition of another clause",
    r"^为广东在全面建设": "a wish",
    r"^探索企业发展的国际化培育模式$": "the name of its measure",
}


@cache
def graph() -> Snapshot:
    return shipped_graph()


def measures() -> list[Node]:
    return graph().of_type(s.MEASURE)


def test_every_measure_has_a_kind() -> None:
    assert [m.id for m in measures() if m.props.get("kind") not in s.MEASURE_KINDS] == []
    assert set(Counter(m.props["kind"] for m in measures())) == set(s.MEASURE_KINDS)


def test_a_measure_has_an_aim_or_says_why_not_and_never_both() -> None:
    aimed = {m.id for m in measures() if any(graph().out(m.id, t) for t in AIMS)}
    excused = {m.id for m in measures() if m.props.get("unaimed")}
    assert {m.id for m in measures()} - aimed - excused == set()
    assert aimed & excused == set()
    assert 0 < len(excused) < 0.05 * len(measures())


@pytest.mark.parametrize("file", ["aims.yaml", "leads.yaml"])
def test_an_aim_that_its_words_do_not_name_is_marked_inferred(file: str) -> None:
    """The oracle reads the file itself: a planned aim's quote holds a name of the target."""
    found = [(b, aim) for b in yaml.load((DATA / "plan" / file).read_text("utf-8"), Loader=yaml.BaseLoader)["blocks"] for aim in aims(b)]
    assert {modality for _, (_, modality) in found} == {"planned", "inferred"}
    assert [target for b, (target, modality) in found if modality == "planned" and not names(target, b["quote"])] == []


def aims(block: dict[str, Any]) -> list[tuple[str, str]]:
    """Target and modality of each AIMS_AT of a block."""
    lines = [c if isinstance(c, dict) else {"claim": c} for c in block.get("claims", [])]
    return [(c["claim"].split()[2], c.get("modality", block["modality"])) for c in lines]


def names(target: str, quote: str) -> bool:
    node = graph().node(target)
    return any(name_key(str(form)) in name_key(quote) for form in (node.name, *node.props.get("aliases", [])))


@pytest.mark.parametrize(
    ("measure", "word", "kind"),
    [
        ("measure:electromechanical/fill-chain", "补链", "补"),
        ("measure:electromechanical/secure-chain", "固链", "固"),
        ("measure:electromechanical/strengthen-chain", "强链", "强"),
        ("measure:ict/attract-gap-fillers", "补链型", "补"),
        ("measure:ict/extend-upstream", "延伸", "延"),
        ("measure:review-carrier-chain", "补链", "补"),
    ],
)
def test_the_plans_word_stands_beside_our_class(measure: str, word: str, kind: str) -> None:
    node = graph().node(measure)
    assert (node.props["plan_word"], node.props["kind"]) == (word, kind)


def test_the_plans_word_stands_in_a_quote_of_its_own() -> None:
    said = [c for c in shipped_data().claims if c.predicate == "plan_word"]
    assert len(said) >= 15
    assert [c for c in said if str(c.value) not in c.quote] == []


def test_every_sentence_that_speaks_of_chain_building_carries_the_plans_word() -> None:
    for m in measures():
        told = str(m.props.get("text", "")) + m.name
        if re.search("[补固强延]链|向?[上下]游.{0,24}延伸|延伸.{0,6}产业链", told) and m.props["kind"] != "短板":
            assert m.props.get("plan_word"), m.id


def test_a_horizon_is_the_texts() -> None:
    text = shipped_data().sources["plan"].text
    told = {m.id: str(m.props["horizon"]) for m in measures() if m.props.get("horizon")}
    assert [i for i, word in told.items() if word not in text] == []
    asked = [m for m in measures() if re.search("中短期|从长期看|提早|2025年", str(m.props.get("text", ""))) and m.props["kind"] != "短板"]
    assert len(asked) >= 6
    assert [m.id for m in asked if not m.props.get("horizon")] == []


def test_the_words_of_a_measure_are_the_plans() -> None:
    text = shipped_data().sources["plan"].text
    said = [c for c in shipped_data().claims if c.grade == "plan" and c.predicate == "text" and c.subject.startswith("measure:")]
    assert len(said) > 700
    assert [(c.subject, c.value) for c in said if str(c.value) not in text] == []


def clauses() -> list[tuple[int, str, str]]:
    """Line, clause and paragraph of chapters 2 to 8 that hold a verb of setting up."""
    found, inside = [], False
    for number, raw in enumerate(shipped_data().sources["plan"].text.split("\n"), 1):
        line = re.sub(r"\[bookmark[^\]]*\]", "", raw)
        inside = inside or line.startswith("第2章")
        if inside and not raw.startswith("\t"):
            found += [(number, c.strip(), line) for c in re.split("[，。；：]", line) if any(v in c for v in VERBS)]
    return found


def test_every_clause_that_sets_something_up_is_inside_a_measure() -> None:
    told = {c.quote for c in shipped_data().claims if c.subject.startswith("measure:")}
    titles = {m.name for m in measures()}
    left = []
    for number, clause, _ in clauses():
        bare = re.sub(r"^(第\d[章节]|[一二三四五六七八]、|[一二三]是)", "", clause).strip()
        covered = any(bare in q or (q in bare and 2 * len(q) > len(bare)) for q in told) or bare in titles
        if not covered and not any(re.search(p, clause) for p in NO_MEASURE):
            left.append((number, clause))
    assert len(clauses()) > 200
    assert left == []
