"""Find a named question, check its parameters, run it on a store, sort its rows: the same JSON from every store."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from ..graph.errors import LiantuError, NotFound
from ..graph.store import Store
from .header import Parameter, Query, Value, parse

Row = dict[str, Any]
_CYPHER = re.compile(r"\bRETURN\s", re.IGNORECASE)  # in no name or title of a question


class ParameterError(LiantuError):
    """A parameter is unknown, missing or of the wrong type."""

    exit_code = 2


ZONE, NATIONAL = "", "national"  # the folder of each family of questions


@cache
def catalogue(family: str = ZONE) -> Mapping[str, Query]:
    """Return every question of a family by name, in the order of their numbers. Raises DataError for a broken header."""
    texts = {f.name.removesuffix(".cypher"): f for f in files(__package__).joinpath(family).iterdir() if f.name.endswith(".cypher")}
    return {name: parse(name, texts[name].read_text(encoding="utf-8")) for name in sorted(texts)}


def find(name: str, family: str = ZONE) -> Query:
    """Return a question by name (`01-links-to-confirm`), by number (`1`), by the rest of its name, or by title.

    Raises NotFound. The first one is 待核实清单:

    >>> find("1").title == find("links-to-confirm").title == find("待核实清单").title
    True
    """
    for query in catalogue(family).values():
        number, _, rest = query.name.partition("-")
        if name in (query.name, number, str(int(number)), rest, query.title, query.title_en):
            return query
    known = "、".join(f"{q.name} {q.title}" for q in catalogue(family).values())
    raise NotFound(f"没有查询 {name!r}，可用：{known} / no such query")


def run(store: Store, query: Query | str, params: Mapping[str, object] | None = None, family: str = ZONE) -> list[Row]:
    """Run a question and return its rows, columns and order as its header says; Cypher text runs as it is.

    Raises NotFound, ParameterError, and StoreError where the store speaks no Cypher or refuses the text.
    """
    if isinstance(query, str) and _CYPHER.search(query):
        return store.query(query, params)
    found = find(query, family) if isinstance(query, str) else query
    rows = store.query(found.text, checked(found, params or {}))
    return in_order([{name: row[name] for name in found.columns} for row in rows], found)


def checked(query: Query, given: Mapping[str, object]) -> dict[str, Value]:
    """Return the values to send. Raises ParameterError for an unknown, missing or wrong one, in one line."""
    known = {p.name: p for p in query.parameters}
    unknown = sorted(given.keys() - known.keys())
    missing = [p.name for p in query.parameters if p.default is None and p.name not in given]
    if unknown or missing:
        wrong = [*(f"没有参数 {n} / unknown" for n in unknown), *(f"缺少参数 {n} / missing" for n in missing)]
        raise ParameterError(f"{query.name}：{'；'.join(wrong)}；可用：{'、'.join(known) or '无'}")
    return {p.name: _value(query, p, given.get(p.name, p.default)) for p in query.parameters}


def _value(query: Query, parameter: Parameter, value: object) -> Value:
    try:
        if isinstance(value, str | int) and not isinstance(value, bool):
            return parameter.type(value)
    except ValueError:
        pass
    wanted = {str: "文字 / text", int: "整数 / an integer"}[parameter.type]
    raise ParameterError(f"{query.name}：参数 {parameter.name} 应为{wanted}，得到 {value!r}")


def in_order(rows: list[Row], query: Query) -> list[Row]:
    """Return rows sorted by the header's order, null last; what is still equal is sorted by all its values."""
    rows = sorted(rows, key=lambda row: [repr(value) for value in row.values()])
    for column, descending in reversed(query.order):
        present = sorted((r for r in rows if r[column] is not None), key=lambda r: r[column], reverse=descending)
        rows = [*present, *(r for r in rows if r[column] is None)]
    return rows
