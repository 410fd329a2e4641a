"""A document as PDF by typst (extra `pdf`): the same sections, with the shipped font; data go in as JSON, never as code."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from ..graph.errors import LiantuError
from ..graph.ids import clean_text
from ..viz.font import FAMILY, FONT_FOLDER
from ..viz.theme import STATUS_COLORS
from .base import Block, Card, Cell, Document, Figure, Paragraph, Picture, Section, Table
from .board_grid import grid
from .templates_text import TEMPLATES

BOARD_COLUMNS = 14  # cards side by side on an A3 page
TALL = 600  # characters of a cell; a row with more may break across pages
_UNBROKEN = re.compile(r"[!-~]{25}(?=[!-~])")


def render_pdf(document: Document) -> bytes:
    """Return the document as the bytes of a .pdf file; same document, same bytes.

    Characters that the shipped font lacks come from the machine's own fonts. Raises LiantuError where typst is not installed.
    """
    try:
        import typst
    except ImportError:
        raise LiantuError('PDF 需要附加组件，请运行 pip install "liantu[pdf]" / PDF needs the extra liantu[pdf]') from None
    inputs = {"data": json.dumps(content(document), ensure_ascii=False), "font": FAMILY}
    template = TEMPLATES / "report.typ"
    made: bytes = typst.compile(template, font_paths=[FONT_FOLDER], sys_inputs=inputs, format="pdf", timestamp=0, pdf_tags=False)
    return made


def content(document: Document) -> dict[str, Any]:
    """Return what the template prints, as plain data."""
    return {
        "title": _text(document.title),
        "edition": document.edition,
        "head": _text(document.head_line),
        "sections": [_section(document, section) for section in document.sections],
        "notes": [{"n": note.number, "text": _text(note.text)} for note in document.footnotes],
    }


def _section(document: Document, section: Section) -> dict[str, Any]:
    blocks = [_block(document, block) for block in section.blocks]
    return {"title": _text(section.title), "wide": section.wide, "blocks": blocks}


def _block(document: Document, block: Block) -> dict[str, Any]:
    if isinstance(block, Picture):
        return _picture(block)
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "style": block.style, "cell": _cell(document, block.cell)}
    return _figure(block) if isinstance(block, Figure) else _table(document, block)


def _table(document: Document, table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "title": _text(table.title),
        "note": _text(table.note),
        "columns": [{"title": _text(column.title), "width": max(column.width, 5)} for column in table.columns],
        "rows": [
            {"tall": max((len(cell.text) for cell in row), default=0) > TALL, "cells": [_cell(document, cell) for cell in row]}
            for row in table.rows
        ],
    }


def _picture(picture: Picture) -> dict[str, Any]:
    lines, alt = [_text(line) for line in picture.lines], clean_text(picture.alt)
    return {"kind": "picture", "title": _text(picture.title), "lines": lines, "svg": picture.svg, "width": picture.width_mm, "alt": alt}


def _figure(figure: Figure) -> dict[str, Any]:
    board = grid(figure, max(BOARD_COLUMNS, len(figure.lanes)))
    rows = [[_card(card) if card else None for card in row] for row in board.rows]
    return {"kind": "figure", "lanes": [{"title": t, "span": n} for t, n in board.lanes], "rows": rows, "legend": _text(figure.legend)}


def _card(card: Card) -> Mapping[str, Any]:
    look = STATUS_COLORS.get(card.status)
    name, *_ = card.lines()
    return {
        "name": _text(name),
        "state": " ".join(x for x in (card.status, "需求✓" if card.needed else "") if x),
        "here": _text(f"在区：{'、'.join(card.residents)}") if card.residents else "",
        "wanted": _text(f"拟引进：{'、'.join(card.invitees)}") if card.invitees else "",
        "fill": look.color if look else "#ffffff",
        "text": look.text if look else "#1c2529",
        "dashed": bool(look and look.border_style == "dashed"),
    }


def _cell(document: Document, cell: Cell) -> dict[str, Any]:
    return {"text": _text(cell.text), "refs": list(document.refs(cell))}


def _text(text: str) -> str:
    """Let words that no line could hold break: an invisible mark after every 25 Latin characters without a space."""
    return _UNBROKEN.sub(lambda found: f"{found[0]}\u200b", clean_text(text))
