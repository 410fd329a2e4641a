"""The picture as a table: every card once, lanes in order, as low as it can be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from liantu.reports.base import Card, Figure
from liantu.reports.board_grid import grid


def figure(*sizes: int) -> Figure:
    return Figure(tuple((f"段{n}", tuple(Card(f"{n}-{i}", "", "有", False, (), ()) for i in range(size))) for n, size in enumerate(sizes)))


def test_the_fullest_lane_gets_the_room():
    made = grid(figure(2, 6), 4)
    assert made.lanes == (("段0", 1), ("段1", 3))
    assert [[c.name if c else "" for c in row] for row in made.rows] == [["0-0", "1-0", "1-2", "1-4"], ["0-1", "1-1", "1-3", "1-5"]]


@given(st.lists(st.integers(1, 40), min_size=1, max_size=6), st.integers(6, 12))
def test_every_card_stands_once(sizes, columns):
    made = grid(figure(*sizes), columns)
    assert sum(span for _, span in made.lanes) == columns
    assert all(len(row) == columns for row in made.rows)
    names = [c.name for row in made.rows for c in row if c]
    assert sorted(names) == sorted(f"{n}-{i}" for n, size in enumerate(sizes) for i in range(size))
    lane_of = [n for n, (_, span) in enumerate(made.lanes) for _ in range(span)]
    assert all(c is None or c.name.startswith(f"{lane_of[i]}-") for row in made.rows for i, c in enumerate(row))


def test_an_empty_picture_is_an_empty_table():
    assert grid(Figure(()), 9).rows == ()
