"""A claim's id stands for what is said, by whom, in which words and where; nothing else."""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import claim
from liantu.graph.claims import EVIDENCE_GRADE, GRADES, MODALITIES, Claim, digest, evidence_grade, strongest_modality

SAID = claim("firm:a", "name", "甲")
IN_ID = ("subject", "predicate", "value", "source", "quote", "locator", "modality", "key")


@pytest.mark.parametrize("column", [f.name for f in fields(Claim)])
def test_the_id_depends_on_what_is_said_and_not_on_its_grade_or_date(column):
    changed = replace(SAID, **{column: "other"})
    assert (changed.id != SAID.id) == (column in IN_ID)


def test_the_id_never_changes():
    spoken = '["firm:a","name","甲","source:list","existing","原文","第1行"]'
    assert SAID.id == hashlib.sha256(spoken.encode()).hexdigest()[:16] == "d58b330a724dd2c7"
    keyed = spoken.removesuffix("]") + ',"2024"]'
    assert replace(SAID, key="2024").id == hashlib.sha256(keyed.encode()).hexdigest()[:16]


def test_values_of_different_types_are_different_claims():
    assert len({replace(SAID, value=value).id for value in ("1", 1, 1.5, True, "true")}) == 5


def test_words_cannot_move_between_columns():
    assert digest(["a", "bc"]) != digest(["ab", "c"])
    assert digest(['a","b']) != digest(["a", "b"])


def test_a_claim_is_a_row_and_back():
    row = SAID.as_row()
    assert next(iter(row)) == "id"
    assert Claim(**{k: v for k, v in row.items() if k != "id"}) == SAID


@given(st.lists(st.sampled_from(list(GRADES))))
def test_evidence_grade_is_the_best(grades):
    assert evidence_grade(grades) == min([EVIDENCE_GRADE[g] for g in grades], default="D")


@given(st.lists(st.sampled_from(list(MODALITIES))))
def test_the_strongest_modality_stands_first_in_the_list(modalities):
    order = list(MODALITIES)
    expected = order[min(order.index(m) for m in modalities)] if modalities else "reference"
    assert strongest_modality(modalities) == expected


def test_every_grade_has_an_evidence_grade():
    assert EVIDENCE_GRADE.keys() == GRADES.keys()
