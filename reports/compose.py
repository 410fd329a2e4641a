"""Sections → one document: numbered titles, numbered footnotes, the heading with the dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from ..analysis.evidence import Evidence
from ..viz.theme import EDITIONS
from .base import Cell, Context, Document, Footnote, Paragraph, Section, SectionType, note_key
from .citing import shorten
from .profile import Profile
from .sections import SECTIONS

FIRST, LAST, WHATIF = ("one_page",), ("methods", "sources"), "whatif"
NAME_LIMIT = 24  # characters: the title keeps to two lines
_DIGITS = "零一二三四五六七八九十"


def compose(ctx: Context, profile: Profile) -> Document:
    """Return the report of a chain or of the zone in the order of a profile."""
    parts = [p for p in _parts(_with_scenario(ctx, profile), annexes=ctx.chain is None) if ctx.edition in p.editions]
    subject = ctx.chain.name if ctx.chain else ctx.zone.name
    annexes = {title for title, _ in profile.annexes}
    return bind(ctx, subject, _title(shorten(subject, NAME_LIMIT)), tuple(_numbered(ctx, parts, annexes)))


def bind(ctx: Context, subject: str, title: str, sections: tuple[Section, ...], *, main_source: bool = True) -> Document:
    """Return sections as one document: footnotes numbered, the main source named once at the head of the last section.

    Without `main_source` every footnote names its source.
    """
    cited = dict.fromkeys(note for section in sections for cell in section.cells() for note in cell.notes)
    numbers = {key: n for n, key in enumerate(dict.fromkeys(note_key(e) for e in cited), 1)}
    main = _main_source(cited) if main_source else ""
    top = ctx.head
    return Document(
        name=subject,
        title=Cell(title).text,
        head_line=Cell(top.line()).text,
        edition=EDITIONS[ctx.edition],
        as_of=top.as_of,
        sections=_with_main_source(sections, main),
        footnotes=_footnotes(cited, numbers, main),
        numbers=numbers,
    )


def _with_scenario(ctx: Context, profile: Profile) -> Profile:
    """A what-if that was asked for stands last where the profile names no place for it."""
    named = {section for _, section in (*profile.parts, *profile.annexes)}
    if not ctx.changes or WHATIF in named:
        return profile
    return replace(profile, parts=(*profile.parts, (SECTIONS[WHATIF].title, WHATIF)))


def _title(subject: str) -> str:
    """Say 产业链 once.

    >>> [_title(x) for x in ("某材料", "某产业", "某产业链")]
    ['某材料产业链图谱报告', '某产业链图谱报告', '某产业链图谱报告']
    """
    ending = next(x for x in ("产业链", "产业", "") if subject.endswith(x))
    return f"{subject.removesuffix(ending)}产业链图谱报告"


def _parts(profile: Profile, *, annexes: bool) -> Iterator[SectionType]:
    yield from (SECTIONS[i] for i in FIRST)
    for title, section in (*profile.parts, *(profile.annexes if annexes else ())):
        sheet = title if section == "missing" else SECTIONS[section].sheet
        yield replace(SECTIONS[section], title=title, sheet=sheet)
    yield from (SECTIONS[i] for i in LAST)


def _numbered(ctx: Context, parts: list[SectionType], annexes: set[str]) -> Iterator[Section]:
    count = 0
    for part in parts:
        plain = part.id in (*FIRST, *LAST) or part.title in annexes
        count += not plain
        title = part.title if plain else f"{chinese_number(count)}、{part.title}"
        yield Section(part.id, Cell(title).text, part.sheet, part.build(ctx), part.wide)


def chinese_number(number: int) -> str:
    """Return 1–99 as the headings of an official document count.

    >>> [chinese_number(n) for n in (1, 10, 12, 20, 21)]
    ['一', '十', '十二', '二十', '二十一']
    """
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return (_DIGITS[tens] if tens > 1 else "") + "十" + (_DIGITS[ones] if ones else "")


def _main_source(cited: dict[Evidence, None]) -> str:
    """The source cited most often; footnotes need not repeat its title."""
    counts = Counter(e.source for e in cited)
    return min(counts, key=lambda name: (-counts[name], name), default="")


def _with_main_source(sections: tuple[Section, ...], main: str) -> tuple[Section, ...]:
    if not main:
        return sections
    said = Paragraph(Cell(f"各条依据的原文和所在行附于文末注释；注释未写明来源的，均出自{main}。"))
    *others, last = sections
    return (*others, replace(last, blocks=(said, *last.blocks)))


def _footnotes(cited: dict[Evidence, None], numbers: dict[tuple[str, str, str], int], main: str) -> tuple[Footnote, ...]:
    first: dict[int, Evidence] = {}
    for note in cited:
        first.setdefault(numbers[note_key(note)], note)
    return tuple(Footnote(n, _words(note, main)) for n, note in sorted(first.items()))


def _words(note: Evidence, main: str) -> str:
    source = "" if note.source == main else note.source
    quote = f"：“{note.quote}”" if note.quote else ""
    sense = f"（{'，'.join(x for x in (note.modality, note.as_of) if x)}）"
    return Cell(f"{source}{note.locator}{quote}{sense}").text
