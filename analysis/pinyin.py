"""Names found by how they are said: initials (glcl), whole syllables (gaoling) or both mixed; every reading of a character counts.

No list of phrases is asked: it reads 科长 in the middle of a firm's name as a section chief. Readings: pypinyin (Unihan, MIT).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from ..graph.ids import name_key

WHOLE, START, INSIDE = range(3)
SHORTEST = 2  # letters; one letter begins half of all names
KEPT = 1 << 16  # names whose sound is remembered between searches
_TWO_LETTERS = ("zh", "ch", "sh")
_UNSAID = re.compile(r"[\W_]+")


@cache
def readings(char: str) -> tuple[str, ...]:
    """Return the syllables a character may be read as, without tones; ü as v (as it is typed) and as u. Other characters: themselves.

    >>> readings("长"), readings("绿"), readings("a")
    (('chang', 'zhang'), ('lu', 'lv'), ('a',))
    """
    if char.isascii():
        return (char,)
    from pypinyin import Style, pinyin

    found = {r for rs in pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore") for r in rs}
    return tuple(sorted(found | {r.replace("v", "u") for r in found})) or (char,)


def reading_table(names: Iterable[str]) -> dict[str, list[str]]:
    """Return character → readings for what stands in names and is not its own reading: the index a page carries."""
    chars = {char for name in names for char in spoken(name)}
    return {char: list(readings(char)) for char in sorted(chars) if readings(char) != (char,)}


@lru_cache(KEPT)
def spoken(name: str) -> str:
    """Return the characters of a name that are said: NFKC, lower case, no brackets, blanks or marks."""
    return _UNSAID.sub("", unicodedata.normalize("NFKC", name)).lower()


def letters(text: str) -> str:
    """Return what was typed as bare letters and digits; empty where it is no pinyin or shorter than SHORTEST.

    >>> letters("Chang'an Qi"), letters("lǜ"), letters("长an"), letters("21")
    ('changanqi', 'lv', '', '')
    """
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).lower().replace("ü", "v").replace("ǜ", "v"))
    bare = "".join(c for c in plain if c.isalnum())
    return bare if bare.isascii() and len(bare) >= SHORTEST and not bare.isdigit() else ""


def spelt(name: str, typed: str) -> int | None:
    """Return how `typed` (see letters) spells a name: WHOLE, from its START, INSIDE; None where it does not.

    Each character is a whole syllable, its first letter, or its zh, ch, sh; the last may break off anywhere. Cost O(name · typed).

    >>> spelt("重庆长安", "cqca"), spelt("重庆长安", "chongqingc"), spelt("重庆长安", "changan"), spelt("重庆长安", "cc")
    (0, 1, 2, None)
    """
    if not typed:
        return None
    said = spoken(name)
    ends = [_end(said, start, typed) if typed[0] in _heads(char) else 0 for start, char in enumerate(said)]
    if ends and ends[0]:
        return WHOLE if ends[0] in (len(said), len(name_key(name))) else START
    return INSIDE if any(ends) else None


def _end(said: str, start: int, typed: str) -> int:
    """Return the farthest character the spelling reaches from `start`, counted from 1; 0 where it does not fit."""
    at, reached = {0}, 0
    for n, char in enumerate(said[start:], start + 1):
        rests = [(p, typed[p:]) for p in at if typed[p] in _heads(char)]
        if any(full.startswith(rest) for _, rest in rests for full in readings(char)):
            reached = n
        at = {p + len(way) for p, rest in rests for way in _ways(char) if rest.startswith(way)} - {len(typed)}
        if not at:
            break
    return reached


@cache
def _heads(char: str) -> frozenset[str]:
    return frozenset(full[0] for full in readings(char))


@cache
def _ways(char: str) -> frozenset[str]:
    """Return what may be typed for a character that is not the last."""
    full = readings(char)
    return frozenset({*full, *(r[0] for r in full), *(r[:2] for r in full if r.startswith(_TWO_LETTERS))})
