"""Every frame has the columns and dtypes that graph/columns.py declares, on the shipped data and without a row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import liantu
from liantu.graph.columns import DTYPES, FRAMES, MADE_BY
from liantu.graph.frames import frame
from liantu.session import Session

SWEPT = {"unseen": [1.0], "stability.draws": [3]}
MAKE: dict[str, Callable[[Session], pd.DataFrame]] = {
    "nodes": lambda g: g.nodes(),
    "edges": lambda g: g.edges(),
    "claims": lambda g: g.claims(),
    "gaps": lambda g: g.gaps("lithium"),
    "sweep": lambda g: g.sweep(SWEPT, "lithium"),
    "cuts": lambda g: g.cuts("lithium", keep=5),
    "recommend": lambda g: g.recommend("link:lithium/separator"),
    "recommend around": lambda g: g.recommend(around=first_resident(g), top=2),
    "portfolio": lambda g: g.portfolio("lithium", firms=2),
    "complexity places": lambda g: g.complexity("places"),
    "complexity links": lambda g: g.complexity("links"),
    "complexity pairs": lambda g: g.complexity("pairs"),
}
KINDS: dict[str, Callable[[Any], bool]] = {
    "text": lambda x: isinstance(x, str),
    "list": lambda x: isinstance(x, list | tuple),
    "dict": lambda x: isinstance(x, dict),
    "value": lambda x: isinstance(x, str | int | float | bool),
}


def first_resident(g: Session) -> str:
    return sorted(e.source for e in g.graph.data.edges if e.type == "OPERATES_IN")[0]


@pytest.fixture(scope="module")
def g(tmp_path_factory: pytest.TempPathFactory) -> Session:
    return liantu.load("memory:", workspace=str(tmp_path_factory.mktemp("w")), scope="all")


def test_every_frame_is_declared_once() -> None:
    assert FRAMES.keys() == MAKE.keys() == MADE_BY.keys()


@pytest.mark.parametrize("name", list(MAKE))
def test_columns_and_dtypes_are_those_declared(g: Session, name: str) -> None:
    made = MAKE[name](g)
    swept = list(SWEPT) if name == "sweep" else []
    assert list(made.columns) == [*swept, *FRAMES[name]] and len(made)
    for column, kind in FRAMES[name].items():
        assert dtype_of(made[column]) == expected(kind), column
        if kind in KINDS:
            assert all(KINDS[kind](x) for x in made[column] if not _missing(x)), column


@pytest.mark.parametrize("name", list(FRAMES))
def test_without_rows_the_same(name: str) -> None:
    made = frame([], name)
    assert {c: dtype_of(made[c]) for c in made} == {c: expected(kind) for c, kind in FRAMES[name].items()}


def test_unknown_is_neither_false_nor_zero(g: Session) -> None:
    firms = g.nodes().query("type == 'Firm'")
    told = {n.id: n.props.get("resident") for n in g.graph.data.nodes if n.type == "Firm"}
    for firm, here in zip(firms["id"], firms["resident"], strict=True):
        assert (pd.isna(here) and told[firm] is None) or here is told[firm] or here == told[firm] is not None
    assert firms["resident"].isna().sum() == sum(v is None for v in told.values()) > 0
    assert frame([{"rank_low": None}, {"rank_low": 2}], "sweep")["rank_low"].isna().tolist() == [True, False]


def expected(kind: str) -> str:
    return "object" if kind == "text" and int(pd.__version__.partition(".")[0]) < 3 else DTYPES[kind]


def dtype_of(column: pd.Series) -> str:
    return str(column.dtype)


def _missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and value != value)


def test_the_declaration_is_needed(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        frame([], "no such frame")
