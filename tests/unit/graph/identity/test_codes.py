"""Check characters: published examples, an independent library, and every kind of single error."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liantu.graph.identity.codes import USCC_ALPHABET, is_lei, is_uscc, uscc_check_character

VALID = ["91350100M000100Y43", "91110108551385082Q", "91440704MA4W000390", "91110000600037341L"]
bodies = st.builds(
    lambda head, place, rest: head + place + rest,
    st.sampled_from(["91", "92", "93", "12", "53", "N1"]),
    st.from_regex(r"[0-9]{6}", fullmatch=True),
    st.text(USCC_ALPHABET, min_size=9, max_size=9),
)


@pytest.mark.parametrize("code", VALID)
def test_a_valid_code_in_any_writing(code):
    assert is_uscc(code) and is_uscc(f" {code[:8].lower()} {code[8:].lower()}\n")
    assert is_uscc("".join(chr(ord(c) + 0xFEE0) for c in code)), "full width"


@pytest.mark.parametrize("code", ["91310115MA1H8R7C6D", "", "9.14407E+17", "91350100M000100Y4", "91350100I000100Y43", "Z1350100M000100Y43"])
def test_an_invalid_code(code):
    assert not is_uscc(code)


def test_a_sum_divisible_by_31_has_the_check_character_0():
    assert uscc_check_character("91440704MA4W00039") == "0"


def test_no_single_wrong_character_passes_in_100_000():
    rng, accepted = random.Random(31), 0
    for number in range(100_000):
        code = VALID[number % len(VALID)]
        at = rng.randrange(18)
        wrong = rng.choice([c for c in USCC_ALPHABET + "IOSVZ" if c != code[at]])
        accepted += is_uscc(code[:at] + wrong + code[at + 1 :])
    assert accepted == 0


@given(bodies, st.integers(0, 17), st.sampled_from(USCC_ALPHABET))
def test_every_code_with_its_check_character_holds_and_with_another_character_fails(body, at, other):
    code = body + uscc_check_character(body)
    assert is_uscc(code)
    assert is_uscc(code[:at] + other + code[at + 1 :]) == (other == code[at])


@given(bodies)
def test_the_library_agrees(body):
    stdnum = pytest.importorskip("stdnum.cn.uscc", reason="python-stdnum is not installed")
    assert stdnum.calc_check_digit(body) == uscc_check_character(body)


@pytest.mark.parametrize("code", ["213800KUD8LAJWSQ9D15", "5493001KJTIIGC8Y1R12", "213800kud8lajwsq9d15"])
def test_an_lei(code):
    assert is_lei(code)


@given(st.integers(0, 19), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
def test_an_lei_with_one_wrong_digit_or_letter_fails(at, other):
    code = "213800KUD8LAJWSQ9D15"
    if other.isdigit() == code[at].isdigit():  # mod 97-10 promises no more: a letter counts as two digits
        assert is_lei(code[:at] + other + code[at + 1 :]) == (other == code[at])


@given(st.text())
def test_any_text_is_judged_without_raising(text):
    assert isinstance(is_uscc(text), bool) and isinstance(is_lei(text), bool)
