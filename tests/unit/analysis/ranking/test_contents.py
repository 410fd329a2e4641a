"""Names that hold a text and names it holds, against looking at every name."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from liantu.analysis.ranking.contents import Contents

LETTERS = st.text("ab隔\x00\n", max_size=5)  # few letters, so that they meet; and the mark between two names


@given(st.lists(LETTERS, max_size=8), LETTERS)
def test_contents_are_those_of_looking_at_every_name(names: list[str], text: str) -> None:
    found = Contents(names)
    assert found.holding(text) == [at for at, name in enumerate(names) if len(text) > 1 and text in name]
    assert found.held(text) == [at for at, name in enumerate(names) if len(name) > 1 and name in text]


def test_a_text_is_not_found_across_two_names() -> None:
    assert Contents(["ab", "cd"]).holding("b\x00c") == []
