"""A document as Word file: GB/T 9704 page and styles, notes with their words, the same bytes every time."""

from __future__ import annotations

import io
from functools import cache
from itertools import groupby
from typing import Any

from .base import Document, Footnote
from .docx_picture import Drawer
from .docx_styles import all_styles_xml, page_xml, set_language
from .docx_xml import Body, paragraph, run
from .fixed_zip import fixed_zip

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
SEPARATORS = "".join(
    f'<w:endnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:endnote>'
    for kind, number in (("separator", -1), ("continuationSeparator", 0))
)


def render_docx(document: Document) -> bytes:
    """Return the document as the bytes of a .docx file."""
    import docx

    word = docx.Document(io.BytesIO(_template()))
    body = _body(document, _footers(word), Drawer(word.part))
    _empty(word)
    _add_notes(word, document.footnotes)
    _describe(word, document)
    made = io.BytesIO()
    word.save(made)
    return fixed_zip(made.getvalue(), {"word/document.xml": lambda part: _filled(part, body)})


@cache
def _template() -> bytes:
    """python-docx's template with our styles, made once."""
    import docx
    from docx.oxml import parse_xml

    word = docx.Document()
    for text in all_styles_xml():
        word.styles.element.append(parse_xml(text.replace("<w:style ", f"<w:style {NAMESPACES} ", 1)))
    set_language(word.styles)
    word.settings.odd_and_even_pages_header_footer = True
    made = io.BytesIO()
    word.save(made)
    return made.getvalue()


def _footers(word: Any) -> dict[str, str]:
    """Write the page number “— 1 —”, odd pages right, even pages left; return the relationship id of each."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    section = word.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        field = f'{run("— ")}<w:fldSimple w:instr=" PAGE ">{run("1")}</w:fldSimple>{run(" —")}'
        indent = f'<w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{side}"/>'
        text = paragraph("LtFoot", field, indent).replace("<w:p>", f"<w:p {NAMESPACES}>", 1)
        old = footer.paragraphs[0]._p
        old.getparent().replace(old, parse_xml(text))
    references = section._sectPr.findall(qn("w:footerReference"))
    return {ref.get(qn("w:type")): ref.get(qn("r:id")) for ref in references}


def _body(document: Document, footers: dict[str, str], drawer: Drawer) -> str:
    body, parts = Body(document, drawer.run), []
    first, *others = document.sections
    lines = (f"（{document.edition}）", document.head_line)
    head = paragraph("LtTitle", run(document.title)) + "".join(paragraph("LtHeadLine", run(x)) for x in lines)
    parts.append((False, head + body.section(first, titled=False)))
    for wide, group in groupby(others, key=lambda section: section.wide):
        parts.append((wide, "".join(body.section(section, titled=True) for section in group)))
    *before, (last_wide, last) = parts
    broken = [text + _break(page_xml(wide, footers)) for wide, text in before]
    return "".join(broken) + last + page_xml(last_wide, footers)


def _break(page: str) -> str:
    """End a Word section by a paragraph of one point, so that a full page does not spill."""
    return f'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>{page}</w:pPr></w:p>'


def _empty(word: Any) -> None:
    body = word.element.body
    for child in list(body):
        body.remove(child)


def _filled(part: bytes, text: str) -> bytes:
    """The body goes in as text: a tree of a hundred pages would be made only to be written out again."""
    head, empty, tail = part.partition(b"<w:body/>")
    if not empty:
        raise ValueError("python-docx 写出的正文不是空的 <w:body/> / no empty body to fill")
    return head + f"<w:body {NAMESPACES}>{text}</w:body>".encode() + tail


def _add_notes(word: Any, notes: tuple[Footnote, ...]) -> None:
    """Write the notes as Word's own endnotes: docs/decisions/0006 tells why not at the foot of the page."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml

    drawn = "".join(_note(note) for note in notes)
    text = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:endnotes {NAMESPACES}>{SEPARATORS}{drawn}</w:endnotes>'
    part = Part(PackURI("/word/endnotes.xml"), NOTES_TYPE, text.encode("utf-8"), word.part.package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.ENDNOTES)
    props = '<w:pos w:val="docEnd"/><w:numFmt w:val="decimal"/><w:endnote w:id="-1"/><w:endnote w:id="0"/>'
    compat = word.settings.element.find("{*}compat")
    compat.addprevious(parse_xml(f"<w:endnotePr {NAMESPACES}>{props}</w:endnotePr>"))


def _note(note: Footnote) -> str:
    mark = '<w:r><w:rPr><w:rStyle w:val="LtMark"/></w:rPr><w:endnoteRef/></w:r>'
    return f'<w:endnote w:id="{note.number}">{paragraph("LtFootnote", mark + run(" " + note.text))}</w:endnote>'


def _describe(word: Any, document: Document) -> None:
    props = word.core_properties
    props.title, props.author, props.comments = document.title[:200], "", document.edition
    props.last_modified_by, props.language = "", "zh-CN"
