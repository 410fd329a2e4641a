"""常用问题: the named Cypher questions as forms, and their answers as lists whose ids and claims lead on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...graph import schema as s
from ...graph.errors import StoreError
from ...graph.snapshot import Snapshot
from ...queries.header import Query
from ...queries.runner import catalogue, run
from ..links import link_to
from ..state import Answers
from .sheet import Item, Sheet

MOST = 5000  # rows on the page; the download holds all
NO_CYPHER = "现在用的是内存图，不支持 Cypher 问题；请不带 --store memory 启动（内嵌图），或接 Neo4j / the memory store answers no Cypher"
WIDTH = 18


def every_question() -> list[Query]:
    """Return the questions in the order of their numbers."""
    return list(catalogue().values())


def answered(answers: Answers, query: Query, given: Mapping[str, str]) -> Sheet:
    """Return the answer of a question as a list. Raises ParameterError, StoreError (a memory store too)."""
    store = answers.store
    if store is None or store.url.startswith("memory"):
        raise StoreError(NO_CYPHER)
    rows = answers.once(("question", query.name, *sorted(given.items())), lambda: run(store, query, given))
    columns = tuple((key, about.partition(" / ")[0], WIDTH) for key, about in query.columns.items())
    conditions = "；".join(f"{p.about.partition(' / ')[0]}：{given[p.name]}" for p in query.parameters if given.get(p.name))
    return Sheet(
        query.title, columns, [[_cell(answers.graph, key, row) for key in query.columns] for row in rows], query.question, conditions
    )


def _cell(graph: Snapshot, key: str, row: Mapping[str, Any]) -> Item | str | int:
    value = row[key]
    if key == "claim":
        return Item(str(value), f"/claim/{value}")
    node = graph.nodes.get(str(row.get(f"{key}_id", value if key.endswith("_id") else "")))
    if node is not None and value is not None:
        return Item(str(value), link_to(node.type, node.id))
    return _plain(value)


def _plain(value: Any) -> str | int:
    if value is None or value == []:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(str(v) for v in value)
    return value if isinstance(value, int) else str(value)


def names_of(graph: Snapshot, parameter: str) -> list[str]:
    """Return the names that a parameter may take, for the field's list of suggestions; empty where there are none or too many."""
    kind = next((t for t in s.SCHEMA.nodes if t.prefix == parameter), None)
    return sorted({n.name for n in graph.of_type(kind)}) if kind else []
