"""Every written form finds its node; nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import claim, graph
from liantu.analysis.pinyin import letters, spelt
from liantu.analysis.search import find_chain, find_node, search
from liantu.graph.errors import NotFound
from liantu.graph.ids import name_key
from liantu.graph.snapshot import Snapshot

FORMS = ["谐波减速器", "谐波减速机", "谐波减震器"]


@pytest.fixture(scope="module")
def g() -> Snapshot:
    claims = [claim("link:harmonic", "name", FORMS[0]), *(claim("link:harmonic", "aliases", a) for a in FORMS[1:])]
    others = [claim("firm:x", "name", "某某（江门）减速机有限公司"), claim("chain:em", "name", "高端机电装备")]
    products = [claim("product:harmonic", "name", FORMS[0]), claim("product:only", "name", "只有产品")]
    return Snapshot(graph(*claims, *others, *products))


@pytest.mark.parametrize("form", FORMS)
def test_every_form_comes_first(g: Snapshot, form: str) -> None:
    assert search(g, form)[0].id == "link:harmonic"


def test_brackets_and_legal_form_do_not_matter(g: Snapshot) -> None:
    assert find_node(g, "某某(江门)减速机").id == "firm:x"


@given(st.text(max_size=6))
def test_hits_contain_the_text_or_nothing_is_found(g: Snapshot, text: str) -> None:
    try:
        hits = search(g, text)
    except NotFound:
        hits = []
    assert all(name_key(text) in name_key(h.matched) or spelt(h.matched, letters(text)) is not None for h in hits)


def test_a_name_spelt_out_comes_before_a_fragment() -> None:
    names = {"link:a": "隔膜", "link:b": "江门海关 Jiangmen", "link:c": "GM制冷机", "link:d": "隔膜基膜", "link:e": "涂覆隔膜"}
    found = search(Snapshot(graph(*(claim(i, "name", n) for i, n in names.items()))), "gm")
    assert [h.id[-1] for h in found] == list("cadbe")
    assert found[1].matched == "隔膜"


def test_the_name_of_a_link_means_the_link_though_a_product_bears_it(g: Snapshot) -> None:
    assert find_node(g, FORMS[0]).id == "link:harmonic"
    assert find_node(g, "只有产品").id == "product:only"


def test_unknown_and_ambiguous(g: Snapshot) -> None:
    with pytest.raises(NotFound):
        search(g, "不存在的东西")
    with pytest.raises(NotFound, match="谐波减速器"):
        find_node(g, "减速")


@pytest.mark.parametrize("text", ["em", "chain:em", "高端机电装备"])
def test_a_chain_by_any_form(g: Snapshot, text: str) -> None:
    assert find_chain(g, text).id == "chain:em"


def test_unknown_chain_lists_what_there_is(g: Snapshot) -> None:
    with pytest.raises(NotFound, match="em（高端机电装备）"):
        find_chain(g, "渔业")
