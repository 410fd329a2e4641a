"""Links that cannot be and declarations that contradict each other: one clear line each, never a traceback."""

from __future__ import annotations

import pytest

from builders import claim, graph, joined
from liantu.analysis.supply_check import check_links
from liantu.graph.claims import Claim
from liantu.graph.errors import DataError
from liantu.graph.snapshot import Snapshot
from supply_graphs import random_snapshot

HOME = [joined(f"link:{x}", "LINK_OF", "chain:c") for x in "abc"]
BARRED = [claim("link:a", "outside", "barred", source="source:x"), claim("link:a", "outside", "open", source="source:y")]
MIXED = [
    joined("link:a", "INPUT_TO", "link:c"),
    joined("link:b", "INPUT_TO", "link:c"),
    *(claim(f"link:{x}|INPUT_TO|link:c", "alternative_group", "组", grade="domain") for x in "ab"),
    claim("link:b|INPUT_TO|link:c", "essentiality", 1, grade="domain"),
]


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ([*HOME, joined("link:a", "LINK_OF", "chain:d")], "应恰属一条产业链，得到 chain:c、chain:d"),
        (HOME[1:], "应恰属一条产业链，得到 无"),
        ([*HOME, *MIXED], "必需程度不一（link:a=2、link:b=1）"),
        ([*HOME, *MIXED[:1], claim("link:a|INPUT_TO|link:c", "essentiality", 7, grade="domain")], "必需程度为 7"),
        ([*HOME, *BARRED], "外购的声明互相矛盾：barred（source:x）、open（source:y）"),
    ],
)
def test_one_line_for_a_fault(claims: list[Claim], words: str) -> None:
    with pytest.raises(DataError) as fault:
        check_links(Snapshot(graph(*claims, nodes="chain:c chain:d link:a link:b link:c")))
    (line,) = fault.value.problems
    assert words in line


def test_loops_that_cannot_be_are_refused_when_the_graph_is_assembled() -> None:
    circle = [joined("link:a", "PART_OF", "link:b"), joined("link:b", "PART_OF", "link:a")]
    for claims in (circle, [joined("link:a", "INPUT_TO", "link:a")]):
        with pytest.raises(DataError) as fault:
            graph(*HOME, *claims, nodes="chain:c link:a link:b link:c")
        assert len(fault.value.problems) == 1


def test_sound_graphs_pass() -> None:
    for seed in range(50):
        check_links(random_snapshot(seed))
