"""Blocks of a document as WordprocessingML text; every string passes through `escaped`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from ..graph.ids import clean_text
from ..viz.theme import STATUS_COLORS
from .base import Block, Card, Cell, Document, Figure, Paragraph, Picture, Section, Shade, Table
from .board_grid import grid
from .docx_styles import MM, TEXT_WIDTH, WIDE_WIDTH

PARAGRAPH_STYLES = {"body": "LtBody", "lead": "LtLead", "item": "LtItem"}
MANY_COLUMNS, BOARD_COLUMNS = 9, 10
NARROWEST = round(8 * MM)  # of a column
THIN = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
FREE_LINE = (
    '<w:keepNext/><w:spacing w:before="120" w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>'  # grows with a picture
)
NAME_SHARE, FIELD_SHARE = 30, 12
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def escaped(text: str) -> str:
    """Return text for XML: what no XML can hold is dropped, markup is escaped."""
    return escape(clean_text(text))


def run(text: str, props: str = "") -> str:
    """Return a w:r."""
    return f'<w:r>{f"<w:rPr>{props}</w:rPr>" if props else ""}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'


def paragraph(style: str, inner: str, extra: str = "") -> str:
    """Return a w:p in one of our styles."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{inner}</w:p>'


def column_widths(shares: Sequence[int], width: int) -> list[int]:
    """Share `width` (twentieths of a point) out by `shares`, no column under `NARROWEST`: three figures stay on one line.

    >>> column_widths([1, 60, 60], 6000)
    [454, 2773, 2773]
    """
    floor, fixed = min(NARROWEST, width // len(shares)), set[int]()
    while True:
        rest, total = width - floor * len(fixed), sum(x for i, x in enumerate(shares) if i not in fixed)
        short = {i for i, x in enumerate(shares) if i not in fixed and rest * x < floor * total}
        if not short:
            return [floor if i in fixed else rest * x // total for i, x in enumerate(shares)]
        fixed |= short


def _spaces(section: Section) -> Iterator[str]:
    """What stands behind each block: an empty line behind a table, next to nothing at the end lest a full page spill."""
    last = len(section.blocks) - 1
    for number, block in enumerate(section.blocks):
        yield "" if not isinstance(block, Table) else THIN if number == last else paragraph("LtCell", "")


class Body:
    """Draws sections; remembers which notes the text has already placed. `draw` returns the run of a picture, empty where it cannot."""

    def __init__(self, document: Document, draw: Callable[[Picture], str] = lambda _: "") -> None:
        self._document, self._draw = document, draw
        self._placed: set[int] = set()

    def section(self, section: Section, titled: bool) -> str:
        """Return the blocks of a section, under its title unless it is page one."""
        width = round((WIDE_WIDTH if section.wide else TEXT_WIDTH) * MM)
        head = paragraph("LtHeading1", run(section.title)) if titled else ""
        return head + "".join(self._block(block, width) + space for block, space in zip(section.blocks, _spaces(section), strict=True))

    def _block(self, block: Block, width: int) -> str:
        if isinstance(block, Paragraph):
            return paragraph(PARAGRAPH_STYLES[block.style], run(block.cell.text) + self._marks(block.cell))
        if isinstance(block, Figure):
            return _figure(block, width)
        if isinstance(block, Picture):
            return self._picture(block, width)
        return self._table(block, width)

    def _picture(self, block: Picture, width: int) -> str:
        """The drawing or the coloured table, its title below, then what there is to know."""
        drawn = self._draw(block)
        shown = paragraph("LtCell", drawn, FREE_LINE) if drawn else _coloured(block, width)
        return shown + paragraph("LtCaption", run(block.title)) + "".join(paragraph("LtNote", run(x)) for x in block.lines)

    def _table(self, block: Table, width: int) -> str:
        small = "Small" if len(block.columns) > MANY_COLUMNS else ""
        widths = column_widths([c.width for c in block.columns], width)
        head = _row([_tc(w, paragraph(f"LtHead{small}", run(c.title))) for w, c in zip(widths, block.columns, strict=True)], True)
        rows = [_row([_tc(w, self._lines(cell, f"LtCell{small}")) for w, cell in zip(widths, row, strict=True)]) for row in block.rows]
        title = paragraph("LtHeading2", run(block.title)) if block.title else ""
        note = paragraph("LtNote", run(block.note)) if block.note else ""
        return title + _tbl(widths, [head, *rows]) + note

    def _lines(self, cell: Cell, style: str) -> str:
        *others, last = cell.text.split("\n")
        return "".join(paragraph(style, run(x)) for x in others) + paragraph(style, run(last) + self._marks(cell))

    def _marks(self, cell: Cell) -> str:
        mark = '<w:rStyle w:val="LtMark"/>'
        return run(",", mark).join(self._mark(n) for n in self._document.refs(cell))

    def _mark(self, number: int) -> str:
        """The note itself where it is first referred to, afterwards a field that repeats its number."""
        if number in self._placed:
            text = run(str(number), '<w:rStyle w:val="LtMark"/>')
            return f'<w:fldSimple w:instr=" NOTEREF _fn{number} \\h ">{text}</w:fldSimple>'
        self._placed.add(number)
        note = f'<w:r><w:rPr><w:rStyle w:val="LtMark"/></w:rPr><w:endnoteReference w:id="{number}"/></w:r>'
        return f'<w:bookmarkStart w:id="{number}" w:name="_fn{number}"/>{note}<w:bookmarkEnd w:id="{number}"/>'


def _tbl(widths: list[int], rows: Iterable[str]) -> str:
    columns = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    margins = '<w:left w:w="45" w:type="dxa"/><w:right w:w="45" w:type="dxa"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(cells: Iterable[str], head: bool = False) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{''.join(cells)}</w:tr>"


def _tc(width: int, inner: str, span: int = 1, fill: str = "") -> str:
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}{shade}<w:vAlign w:val="center"/></w:tcPr>{inner}</w:tc>'


def _coloured(picture: Picture, width: int) -> str:
    head, *rows = picture.fields
    shares = [NAME_SHARE] + [FIELD_SHARE] * (len(head) - 1)
    widths = column_widths(shares, width)
    drawn = [_row([_tc(w, paragraph("LtHead", run(x.text))) for w, x in zip(widths, head, strict=True)], True)]
    return _tbl(widths, [*drawn, *(_row([_shaded(w, x) for w, x in zip(widths, row, strict=True)]) for row in rows)])


def _shaded(width: int, shade: Shade) -> str:
    color = f'<w:color w:val="{shade.ink[1:].upper()}"/>' if shade.ink else ""
    return _tc(width, paragraph("LtCell", run(shade.text, color)), fill=shade.fill[1:].upper())


def _figure(figure: Figure, width: int) -> str:
    board = grid(figure, BOARD_COLUMNS)
    count = sum(span for _, span in board.lanes)
    each = width // max(count, 1)
    head = _row([_tc(each * n, paragraph("LtHead", run(t)), n, "D9D9D9") for t, n in board.lanes], True)
    rows = [_row([_card(card, each) for card in row]) for row in board.rows]
    legend = paragraph("LtNote", run(figure.legend)) if figure.legend else ""
    return _tbl([each] * count, [head, *rows]) + legend


def _card(card: Card | None, width: int) -> str:
    if card is None:
        return _tc(width, paragraph("LtCard", ""))
    look = STATUS_COLORS.get(card.status)
    color = f'<w:color w:val="{look.text[1:].upper()}"/>' if look else ""
    first, *rest = card.lines()
    lines = paragraph("LtCard", run(first, f"<w:b/>{color}")) + "".join(paragraph("LtCard", run(x, color)) for x in rest)
    return _tc(width, lines, fill=look.color[1:].upper() if look else "FFFFFF")
