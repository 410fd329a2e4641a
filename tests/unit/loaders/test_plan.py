"""Blocks of the plan: quotes are located, faults are named, nothing half-read passes."""

from __future__ import annotations

from typing import Any

import pytest

from liantu.graph.errors import DataError
from liantu.graph.sources import Source
from liantu.loaders.base import Scribe
from liantu.loaders.plan import transform_blocks
from liantu.loaders.yaml_file import read_yaml

TEXT = "第5章 集群\n积极引进甲公司。\n依托乙公司。\n依托乙公司。\n"
PLAN = Source("plan", "规划", "", "2020-12", "", "plan", text=TEXT)


def run(*blocks: dict[str, Any]) -> Scribe:
    scribe = Scribe({"plan": PLAN})
    transform_blocks(scribe, list(blocks), "plan.yaml")
    return scribe


def test_a_block_becomes_claims_with_its_quote_and_place() -> None:
    block = {
        "quote": "积极引进甲公司",
        "modality": "invited",
        "nodes": [{"id": "measure:m", "name": "引进甲", "kind": "引进"}],
        "claims": ["measure:m INVITES firm:jia", {"claim": "firm:jia INVITED_FOR link:x", "modality": "planned"}],
    }
    scribe = run(block)
    assert not scribe.problems
    assert {c.locator for c in scribe.claims} == {"第5章·第2行"}
    assert {(c.subject, c.predicate, c.value, c.modality) for c in scribe.claims} == {
        ("measure:m", "name", "引进甲", "invited"),
        ("measure:m", "kind", "引进", "invited"),
        ("measure:m", "INVITES", "firm:jia", "invited"),
        ("firm:jia", "INVITED_FOR", "link:x", "planned"),
    }


def test_nth_says_which() -> None:
    block = {"quote": "依托乙公司", "modality": "existing", "claims": ["link:x stated strong"]}
    assert run({**block, "nth": "2"}).claims[0].locator == "第5章·第4行"
    assert "出现 2 次" in run(block).problems[0]


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ({"quote": "不在原文", "modality": "existing"}, "不在来源"),
        ({"quote": "积极引进甲公司", "modality": "maybe"}, "语态 'maybe'"),
        ({"modality": "existing"}, "quote"),
        ({"quote": "积极引进甲公司", "modality": "invited", "claims": ["one two"]}, "主体 谓词 值"),
        ({"quote": "积极引进甲公司", "modality": "invited", "claims": ["firm:x LIKES link:y"]}, "没有属性或边"),
        ({"quote": "积极引进甲公司", "modality": "invited", "source": "other"}, "未登记"),
        ({"quote": "积极引进甲公司", "modality": "invited", "nodes": [{"id": "firm:x", "resident": "true"}]}, "没有属性 'resident'"),
    ],
)
def test_faults(block: dict[str, Any], said: str) -> None:
    assert said in "\n".join(run(block).problems)


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"a: [1\nb: 2", "第 2 行"), (b"- 1", "映射"), (b"\xff\xfe", "UTF-8")],
)
def test_broken_yaml_names_the_place(tmp_path: Any, content: bytes, said: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    with pytest.raises(DataError, match=said):
        read_yaml(path)
    with pytest.raises(DataError, match="不存在"):
        read_yaml(tmp_path / "none.yaml")
