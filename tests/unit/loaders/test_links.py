"""The skeleton loader: inheritance, alternatives, expansion of parents, and every fault it must name."""

from __future__ import annotations

from typing import Any

from liantu.graph.claims import Claim
from liantu.graph.sources import Source
from liantu.loaders.base import Scribe
from liantu.loaders.links import transform_links

CODES = {"3985": {"level": "4"}, "398": {"level": "3"}}
DOMAIN = Source("domain", "行业常识", "", "2026", "", "domain")


def run(*links: dict[str, Any], **other: list[dict[str, Any]]) -> Scribe:
    scribe = Scribe({"domain": DOMAIN})
    transform_links(scribe, {"c": [{"name": x["id"], **x} for x in links], **other}, CODES)
    return scribe


def inputs(scribe: Scribe, target: str) -> dict[str, tuple[int, str]]:
    """source → (essentiality, group) of the edges into a link."""
    edges = [c for c in scribe.claims if c.predicate == "INPUT_TO" and c.value == f"link:c/{target}"]
    props: dict[str, dict[str, Any]] = {}
    for c in scribe.claims:
        if "|INPUT_TO|" in c.subject:
            props.setdefault(c.subject, {})[c.predicate] = c.value
    found = {c.subject: props[f"{c.subject}|INPUT_TO|{c.value}"] for c in edges}
    return {k.removeprefix("link:c/"): (p["essentiality"], p.get("alternative_group", "")) for k, p in found.items()}


def test_plain_optional_and_alternative_inputs() -> None:
    scribe = run(
        {"id": "a"}, {"id": "b"}, {"id": "d"}, {"id": "e"},
        {"id": "x", "inputs": ["a", {"link": "b", "essentiality": "1"}, {"any_of": ["d", "e"], "group": "组"}]},
    )  # fmt: skip
    assert not scribe.problems
    assert inputs(scribe, "x") == {"a": (2, ""), "b": (1, ""), "d": (2, "组"), "e": (2, "组")}


def test_a_parent_as_input_means_any_of_its_leaves() -> None:
    scribe = run({"id": "p"}, {"id": "p1", "part_of": "p"}, {"id": "p2", "part_of": "p"}, {"id": "x", "inputs": ["p"]})
    assert inputs(scribe, "x") == {"p1": (2, "p"), "p2": (2, "p")}


def test_a_parents_inputs_hold_for_its_leaves_unless_the_leaf_narrows_them() -> None:
    scribe = run(
        {"id": "r"}, {"id": "r1", "part_of": "r"}, {"id": "r2", "part_of": "r"}, {"id": "m"},
        {"id": "p", "inputs": ["r", "m"]},
        {"id": "p1", "part_of": "p"},
        {"id": "p2", "part_of": "p", "inputs": ["r1"]},
    )  # fmt: skip
    assert not scribe.problems
    assert inputs(scribe, "p1") == {"r1": (2, "r"), "r2": (2, "r"), "m": (2, "")}
    assert inputs(scribe, "p2") == {"r1": (2, ""), "m": (2, "")}
    assert inputs(scribe, "p") == {}


def faults(*links: dict[str, Any]) -> str:
    return "\n".join(run(*links).problems)


def test_faults_are_named_all_at_once() -> None:
    said = faults(
        {"id": "a", "codes": ["398"]},
        {"id": "b", "inputs": ["nowhere"]},
        {"id": "d", "inputs": ["a", {"link": "a", "essentiality": "1"}]},
        {"id": "e", "colour": "red"},
        {"id": "f", "name": "a"},
        {"id": "g", "terminal": "yes"},
    )
    for part in ("'398' 不是", "nowhere 不存在", "出现两次", "没有属性 'colour'", "已属于 link:c/a", "应为 true 或 false"):
        assert part in said
    assert "PART_OF cycle" in faults({"id": "a", "part_of": "b"}, {"id": "b", "part_of": "a"}, {"id": "x", "inputs": ["a"]})


def test_links_of_other_chains() -> None:
    scribe = run({"id": "x", "inputs": ["o/foil"]}, o=[{"id": "foil", "name": "铜箔"}])
    edge = next(c for c in scribe.claims if c.predicate == "INPUT_TO")
    assert (edge.subject, edge.value) == ("link:o/foil", "link:c/x")


def test_every_claim_is_marked_as_domain_knowledge() -> None:
    scribe = run({"id": "a"}, {"id": "x", "inputs": ["a"], "reference": "GB/T 1"})
    assert {c.grade for c in scribe.claims} == {"domain"}
    assert {c.quote for c in scribe.claims if c.subject == "link:c/x"} == {"GB/T 1"}
    assert all(isinstance(c, Claim) and c.locator.startswith("chains/c/links.yaml") for c in scribe.claims)
