"""What a list is, by its title: 高企名单2025 gives its firms an honour and a year; a list of candidates gives none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from .words import words

_LIST = re.compile(r"名单|名录|清单|一览|汇总|目录|公示|公告|通过|企业表|list", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_SHORT_YEAR = re.compile(r"(?<!\d)(\d\d)年")


@dataclass(frozen=True, slots=True)
class Honour:
    """What the firms of a list bear, the year (empty where the title says none), and the title that says so."""

    kind: str
    year: str
    title: str

    def __str__(self) -> str:
        return f"{self.kind}（{self.year}）" if self.year else self.kind


def honour_of(titles: Iterable[str]) -> Honour | None:
    """Return the honour that the first telling title gives; None where none does or the firms only apply for it.

    >>> str(honour_of(["高企名单2025"])), honour_of(["2024年高企培育库名单"])
    ('高新技术企业（2025）', None)
    """
    for title in titles:
        plain = unicodedata.normalize("NFKC", title).replace(" ", "")
        kind = next((kind for word, kind in words()["honours"].items() if word in plain), "")
        if kind and _LIST.search(plain):
            return None if any(word in plain for word in words()["not_yet"]["words"]) else Honour(kind, year_of(plain), title)
    return None


def named_honour(text: str, year: str) -> str:
    """Return the honour a cell names, with the year of another; empty where it names none or only a wish for one.

    >>> named_honour("国家高新技术企业", "2023年")
    '高新技术企业（2023）'
    """
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    kind = next((kind for word, kind in words()["honours"].items() if word in plain), "")
    if not kind or any(word in plain for word in words()["not_yet"]["words"]):
        return ""
    return str(Honour(kind, year_of(plain) or year_of(year), text))


def year_of(text: str) -> str:
    """Return the one year a text names, empty where it names none or several."""
    found = {*_YEAR.findall(text), *(f"20{y}" for y in _SHORT_YEAR.findall(text))}
    return found.pop() if len(found) == 1 else ""
