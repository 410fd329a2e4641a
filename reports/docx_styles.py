"""Page and styles of GB/T 9704-2012: names of fonts only, never their files; sizes, pitch, margins, headings, page number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SONG, FANG, HEI, KAI, PLAIN = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
PITCH = 28.95  # points: 22 lines in 225 mm
MM = 56.6929  # twentieths of a point in a millimetre
TOP, BOTTOM, LEFT, RIGHT, LONG, SHORT = 37, 35, 28, 26, 297, 210  # millimetres
NUMBER_BELOW = 14  # the page number's line ends this far below the text: 7 mm and its own height
NOTE_NUMBERS = '<w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr>'  # else 1 reads i
TEXT_WIDTH, WIDE_WIDTH = SHORT - LEFT - RIGHT, LONG - TOP - BOTTOM


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: font, size and line pitch in points, first-line indent in characters, alignment."""

    font: str
    size: float
    pitch: float = PITCH
    indent: int = 0
    align: str = "both"
    level: int | None = None
    keep: bool = False
    squeeze: float = 0  # points taken off each character: 28 of 16 pt do not fit 156 mm otherwise


STYLES: Mapping[str, Style] = {
    "LtTitle": Style(SONG, 22, 32, align="center"),
    "LtHeadLine": Style(KAI, 9, 16, align="center"),
    "LtHeading1": Style(HEI, 16, level=0, keep=True, indent=2, align="left"),
    "LtHeading2": Style(KAI, 16, level=1, keep=True, indent=2, align="left"),
    "LtBody": Style(FANG, 16, indent=2, squeeze=0.25),
    "LtLead": Style(HEI, 12, 20, keep=True, align="left"),
    "LtItem": Style(FANG, 10.5, 15),
    "LtCaption": Style(HEI, 12, 20, keep=True, align="center"),
    "LtNote": Style(FANG, 10.5, 16, align="left"),
    "LtCell": Style(FANG, 9, 12, align="left"),
    "LtCellSmall": Style(FANG, 7.5, 10, align="left"),
    "LtCard": Style(FANG, 6.5, 8.5, align="left"),
    "LtHead": Style(HEI, 9, 12, align="center"),
    "LtHeadSmall": Style(HEI, 7.5, 10, align="center"),
    "LtFoot": Style(PLAIN, 14, 20, align="left"),
    "LtFootnote": Style(FANG, 8, 10.5, align="left"),
}


def fonts_xml(font: str) -> str:
    """Return rFonts for a Chinese font; Latin letters and figures take the same face, as offices do."""
    return f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'


def style_xml(name: str, style: Style) -> str:
    """Return one w:style element."""
    outline = f'<w:outlineLvl w:val="{style.level}"/>' if style.level is not None else ""
    indent = f'<w:ind w:firstLineChars="{style.indent * 100}" w:firstLine="{int(style.indent * style.size * 20)}"/>'
    squeeze = f'<w:spacing w:val="{round(-20 * style.squeeze)}"/>' if style.squeeze else ""
    size = f'<w:sz w:val="{round(style.size * 2)}"/><w:szCs w:val="{round(style.size * 2)}"/>'
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}"><w:name w:val="{name}"/><w:qFormat/>'
        f'<w:pPr>{"<w:keepNext/>" if style.keep else ""}<w:widowControl w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{round(style.pitch * 20)}" w:lineRule="exact"/>'
        f'{indent if style.indent else ""}<w:jc w:val="{style.align}"/>{outline}</w:pPr>'
        f"<w:rPr>{fonts_xml(style.font)}{squeeze}{size}"
        f'<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:style>'
    )


def all_styles_xml() -> list[str]:
    """Return every paragraph style of ours and the character style of note numbers."""
    mark = (
        '<w:style w:type="character" w:customStyle="1" w:styleId="LtMark"><w:name w:val="LtMark"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    )
    return [*(style_xml(name, style) for name, style in STYLES.items()), mark]


def page_xml(wide: bool, footers: Mapping[str, str]) -> str:
    """Return a w:sectPr: A4 upright, or turned with the margins turned along."""
    width, height, edges = (LONG, SHORT, (LEFT, RIGHT, BOTTOM, TOP)) if wide else (SHORT, LONG, (TOP, BOTTOM, LEFT, RIGHT))
    top, bottom, left, right = (round(x * MM) for x in edges)
    turned = ' w:orient="landscape"' if wide else ""
    links = "".join(f'<w:footerReference w:type="{kind}" r:id="{rid}"/>' for kind, rid in footers.items())
    return (
        f'<w:sectPr>{links}{NOTE_NUMBERS}<w:type w:val="nextPage"/><w:pgSz w:w="{round(width * MM)}" w:h="{round(height * MM)}"{turned}/>'
        f'<w:pgMar w:top="{top}" w:bottom="{bottom}" w:left="{left}" w:right="{right}"'
        f' w:header="851" w:footer="{round((edges[1] - NUMBER_BELOW) * MM)}" w:gutter="0"/></w:sectPr>'
    )


def set_language(styles: Any) -> None:
    """Set zh-CN as the language of East Asian text in the defaults (the template says en-US)."""
    from docx.oxml.ns import qn

    for lang in styles.element.iter(qn("w:lang")):
        lang.set(qn("w:eastAsia"), "zh-CN")
