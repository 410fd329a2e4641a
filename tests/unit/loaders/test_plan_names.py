"""A node that the plan names has the plan's words: its quote holds its name or an alias, or the data says why not."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from built import shipped_data as shipped
from built import shipped_graph as graph
from liantu.graph import schema as s
from liantu.graph.claims import Claim
from liantu.graph.ids import name_key
from liantu.graph.snapshot import Node

OWN_WORDS = set("的与和数率排名规模时间所项目")  # generic words that a composed name may add
NAMES = (s.NAME.name, s.ALIASES.name)


def named() -> dict[str, list[Claim]]:
    """Node id → the claims by which a source of grade plan names it."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in shipped().claims:
        if claim.grade == "plan" and claim.predicate == s.NAME.name:
            found[claim.subject].append(claim)
    return found


def forms(node: Node) -> list[str]:
    return [name_key(str(f)) for f in (node.name, *node.props.get("aliases", []))]


def in_its_words(node: Node, claims: list[Claim]) -> bool:
    return any(form and form in name_key(c.quote) for c in claims for form in forms(node))


def test_every_node_of_grade_plan_has_a_quote_that_stands_in_its_source() -> None:
    said = [c for c in shipped().claims if c.grade == "plan"]
    assert len({c.subject for c in said if "|" not in c.subject}) > 1500
    texts = {f"source:{name}": source.text for name, source in shipped().sources.items()}
    assert [c for c in said if not c.quote.strip() or c.quote not in texts[c.source]] == []


def test_a_quote_holds_the_name_or_the_data_says_why_not() -> None:
    silent = [i for i, claims in named().items() if not in_its_words(graph().node(i), claims) and not graph().node(i).props.get("named_by")]
    assert silent == []


def test_a_reason_stands_only_where_one_is_needed() -> None:
    idle = [i for i, claims in named().items() if in_its_words(graph().node(i), claims) and graph().node(i).props.get("named_by")]
    assert idle == []


def test_most_names_need_no_reason() -> None:
    reasons = [i for i in named() if graph().node(i).props.get("named_by")]
    assert len(reasons) < 0.1 * len(named())
    assert {graph().node(i).type for i in reasons} <= {s.MEASURE.name, s.INDICATOR.name, s.DIRECTION.name, s.PROJECT.name}


@pytest.mark.parametrize("reason", ["合成", "补全"])
def test_a_composed_name_is_made_of_letters_of_its_section(reason: str) -> None:
    made = [n for i in named() if (n := graph().node(i)).props.get("named_by") == reason]
    assert made
    strange = {n.id: left for n in made if (left := set(n.name) - OWN_WORDS - section_letters(n))}
    assert strange == {}


def section_letters(node: Node) -> set[str]:
    """The letters of the paragraphs that name the node, of the paragraphs before them and of the headings above."""
    lines = shipped().sources["plan"].text.split("\n")
    letters: set[str] = set()
    for claim in named()[node.id]:
        first = int(re.findall(r"第(\d+)(?:–\d+)?行", claim.locator)[0])
        headings = [x for x in lines[:first] if re.match(r"第\d[章节]|[一二三四五六七]、|表", x)][-4:]
        letters |= set("".join([*headings, *lines[max(first - 3, 0) : first]]))
    return letters


def test_a_name_that_the_text_does_not_contain_is_declared() -> None:
    text = name_key(shipped().sources["plan"].text)
    ours = (s.MEASURE.name, s.INDICATOR.name)  # they bear titles of ours
    made_up = [
        n.id
        for i in named()
        if (n := graph().node(i)).type not in ours and not n.props.get("named_by") and not any(f in text for f in forms(n))
    ]
    assert made_up == []
