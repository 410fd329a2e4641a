"""查找: anything by any form of its name."""

from __future__ import annotations

from typing import Any

from ...analysis.search import Hit, search
from ...graph import schema as s
from ...graph.errors import NotFound
from ..links import link_to
from ..state import Answers
from .sheet import Item, Listing, Sheet

COLUMNS = (("name", "名称", 28), ("type", "类型", 10), ("matched", "匹配的写法", 24), ("resident", "是否在区", 10), ("id", "编号", 24))
HERE = {True: "在区", False: "不在区", None: "待核实"}


def search_list(answers: Answers, text: str, page: int = 1) -> Listing:
    """Return the hits, best first; none where nothing is asked or found."""
    hits = found_by(answers, text)
    note = f"共 {len(hits)} 条。" if text else "输入全称、简称、曾用名、关键词或编号的一部分。"
    sheet = Sheet("查找", COLUMNS, [_row(hit) for hit in hits], note, f"查找：{text}" if text else "")
    return Listing(sheet, "/search", {"q": text} if text else {}, page=page)


def found_by(answers: Answers, text: str) -> list[Hit]:
    """Return the hits of a text; an empty list where there are none."""
    try:
        return search(answers.graph, text) if text else []
    except NotFound:
        return []


def _row(hit: Hit) -> tuple[Any, ...]:
    here = HERE[hit.resident] if hit.type == s.FIRM.name else ""
    return (Item(hit.name, link_to(hit.type, hit.id)), s.SCHEMA.node(hit.type).zh, hit.matched, here, hit.id)
