"""Verdicts on two names, held against 600 labelled pairs (tests/golden/name_pairs.jsonl) and against laws."""

from __future__ import annotations

import csv
import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liantu.graph.identity.compare import DIFFERENT, SAME, UNSURE, compare_names
from liantu.loaders.shipped import DATA
from liantu.loaders.shipped_names import name_reader
from project import ROOT

READER = name_reader()
PAIRS = [json.loads(line) for line in (ROOT / "tests" / "golden" / "name_pairs.jsonl").read_text(encoding="utf-8").splitlines()]
NAMES = [row["name"] for row in csv.DictReader((DATA / "pool" / "firms.csv").read_text(encoding="utf-8").splitlines())]
F1_LEAST, PRECISION_LEAST, RECALL_LEAST = 0.98, 0.98, 0.93


def scores(pairs):
    """Return precision, recall and F1 of `same`; an unsure pair that is called same counts as wrong."""
    found = Counter((p["label"] == SAME, compare_names(READER, p["a"], p["b"]).verdict == SAME) for p in pairs)
    precision = found[True, True] / (found[True, True] + found[False, True])
    recall = found[True, True] / (found[True, True] + found[True, False])
    return precision, recall, 2 * precision * recall / (precision + recall)


def test_the_labelled_set_is_what_the_documents_say():
    assert len(PAIRS) >= 500 and sum(p["label"] == SAME for p in PAIRS) >= 150
    assert {p["label"] for p in PAIRS} == {SAME, DIFFERENT, UNSURE} and all(p["reason"] for p in PAIRS)
    assert len({(p["a"], p["b"]) for p in PAIRS}) == len(PAIRS)


@pytest.mark.parametrize("half", ["tuning", "held-out"])
def test_same_is_said_where_it_is_true(half):
    precision, recall, f1 = scores([p for p in PAIRS if p["half"] == half])
    assert precision >= PRECISION_LEAST and recall >= RECALL_LEAST, (precision, recall)
    assert f1 >= F1_LEAST or half == "held-out", f1


def test_pairwise_f1_on_the_whole_set():
    assert scores(PAIRS)[2] >= F1_LEAST


def test_no_group_daughter_branch_or_other_city_is_called_same():
    kinds = {"group", "region", "branch", "city", "number", "character", "arm"}
    wrong = [p for p in PAIRS if p["kind"] in kinds and p["label"] != SAME and compare_names(READER, p["a"], p["b"]).verdict == SAME]
    assert wrong == []


@given(st.sampled_from(NAMES))
def test_every_name_is_the_same_as_itself(name):
    verdict = compare_names(READER, name, name)
    assert (verdict.verdict, verdict.score) == (SAME, 1.0)


@given(st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_two_names_of_the_pool_are_never_the_same_and_order_does_not_matter(left, right):
    found, turned = compare_names(READER, left, right), compare_names(READER, right, left)
    assert found == turned
    assert (found.verdict == SAME) == (left == right)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_get_a_verdict_with_its_score_and_reason(left, right):
    found = compare_names(READER, left, right)
    assert found == compare_names(READER, right, left)
    bands = {SAME: (0.8, 1.0), UNSURE: (0.0, 0.8), DIFFERENT: (0.0, 0.4)}
    low, high = bands[found.verdict]
    assert low <= found.score <= high and found.why


@pytest.mark.parametrize("pair", PAIRS[:40], ids=lambda p: p["a"])
def test_order_does_not_matter_on_the_hard_set(pair):
    assert compare_names(READER, pair["a"], pair["b"]) == compare_names(READER, pair["b"], pair["a"])


@pytest.mark.parametrize(
    ("left", "right", "said"),
    [
        ("德昌电机", "德昌集团", "集团与所属企业"),
        ("巴斯夫", "巴斯夫（中国）有限公司", "限于“中国”"),
        ("江门市宏达电子有限公司", "佛山市宏达电子有限公司", "地名不同"),
        ("比亚迪股份有限公司", "比亚迪股份有限公司江门分公司", "分支机构"),
        ("宏达五金", "江门市宏达五金制品有限公司", "宏达"),
        ("某某电子有限公司（原名：甲乙科技有限公司）", "甲乙科技有限公司", "文中给出的另一名称"),
        ("德昌电机一厂", "德昌电机二厂", "序号不同"),
    ],
)
def test_the_reason_names_the_term_that_decides(left, right, said):
    assert said in compare_names(READER, left, right).why


def test_a_text_longer_than_any_name_is_not_read_and_only_the_same_as_itself():
    long = "江门市科恒实业简称（" * 20_000
    assert compare_names(READER, long, long).verdict == SAME
    assert compare_names(READER, long, long[:-1]).verdict == compare_names(READER, long, "科恒实业").verdict == UNSURE


@pytest.mark.parametrize(
    ("left", "right"), [("德昌电机", "德昌集团"), ("江门市德昌电机有限公司", "德昌集团有限公司"), ("甲乙集团有限公司", "甲乙有限公司")]
)
def test_a_group_is_another_firm_than_its_plant(left, right):
    assert compare_names(READER, left, right).verdict == DIFFERENT


def test_a_trade_name_alone_may_be_another_firm_than_the_one_of_a_place():
    assert compare_names(READER, "崇达", "江门崇达").verdict == UNSURE
    assert compare_names(READER, "博世", "德国博世").verdict == SAME


def test_two_legal_forms_joined_are_one_legal_form_and_a_name_joined_to_one_is_a_name():
    assert compare_names(READER, "Henkel AG & Co. KGaA", "Henkel").verdict == SAME
    assert compare_names(READER, "Merck KGaA", "Merck & Co., Inc.").verdict == DIFFERENT
