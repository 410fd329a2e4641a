"""The place words of firm names: provinces, cities and counties of GB/T 2260, and countries, as chains from wide to narrow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

Codes = Mapping[str, Mapping[str, str]]
Chain = tuple[str, ...]  # place ids from wide to narrow; the last is the place meant
_ENDS = (
    "壮族自治区",
    "回族自治区",
    "维吾尔自治区",
    "自治区",
    "特别行政区",
    "自治州",
    "自治县",
    "地区",
    "新区",
    "省",
    "市",
    "县",
    "区",
    "旗",
)
_SPECIAL = {"自治州", "自治县"}  # 恩施土家族苗族自治州: the bare word keeps a people's name, so only the full name counts
COUNTY = "3"  # level of counties, districts and county-level cities
WEAK = "?"  # begins the id of a place whose word may as well be a trade name


class Places:
    """Place words → chains. `codes` is the table of GB/T 2260 (code → name, level, parent); `countries` are plain words."""

    def __init__(self, codes: Codes, countries: Iterable[str] = (), not_places: Iterable[str] = ()) -> None:
        self._codes = codes
        self._inside: dict[str, list[Chain]] = {}  # word → every place it may mean, the widest first
        skipped = frozenset(not_places)
        for code in sorted(codes, key=lambda c: (codes[c]["level"], c)):
            for word in {codes[code]["name"], bare(codes[code]["name"])} - skipped:
                if len(word) > 1:
                    self._inside.setdefault(word, []).append(self._above(code))
        alone = {word: self._alone(word, chains[0]) for word, chains in self._inside.items()}
        self._first: dict[str, Chain] = {w: c for w, c in alone.items() if c} | {c: (c,) for c in countries}
        self._longest = max(map(len, self._inside.keys() | self._first.keys()), default=0)

    def leading(self, text: str) -> tuple[list[str], Chain]:
        """Return the place words a text begins with, and the chain of the narrowest of them.

        A word of several places counts as the one within the word before it, else as the widest. Without the city above it a
        county needs its ending (区, 县); a county-level city without 市 is weak: it may be a trade name.
        """
        words: list[str] = []
        chain: Chain = ()
        while found := self._next(text, chain):
            word, chain = found
            words.append(word)
            text = text[len(word) :]
        return words, chain

    def whole(self, text: str) -> Chain:
        """Return the chain of a text that is nothing but place words; empty otherwise."""
        words, chain = self.leading(text)
        return chain if words and "".join(words) == text else ()

    def trailing(self, text: str) -> tuple[str, Chain]:
        """Return the longest place word a text ends with (no bare county) and its chain; empty where there is none."""
        for length in range(min(self._longest, len(text) - 1), 1, -1):
            chain = self._first.get(text[-length:], ())
            if chain and not chain[-1].startswith(WEAK):
                return text[-length:], chain
        return "", ()

    def _next(self, text: str, within: Chain) -> tuple[str, Chain] | None:
        for length in range(min(self._longest, len(text)), 1, -1):
            word = text[:length]
            if chain := self._nested(word, within) if within else self._first.get(word):
                return word, chain
        return None

    def _nested(self, word: str, within: Chain) -> Chain:
        return next((chain for chain in self._inside.get(word, ()) if within[-1] in chain[:-1]), ())

    def _alone(self, word: str, chain: Chain) -> Chain:
        """Return the chain of a word with no place before it; empty where it may then not count."""
        name, level = self._codes[chain[-1]]["name"], self._codes[chain[-1]]["level"]
        if level != COUNTY or word == name:
            return chain
        return (*chain[:-1], WEAK + chain[-1]) if name.endswith("市") else ()

    def _above(self, code: str) -> Chain:
        parent = self._codes[code]["parent"]
        return (*self._above(parent), code) if parent in self._codes else (code,)


@lru_cache(maxsize=8192)
def bare(name: str) -> str:
    """Return a place's name without its ending, where two characters stay.

    >>> bare("佛山市"), bare("顺德区"), bare("广西壮族自治区"), bare("忠县")
    ('佛山', '顺德', '广西', '忠县')
    """
    end = next((e for e in _ENDS if name.endswith(e)), "")
    short = name.removesuffix(end)
    return name if end in _SPECIAL or len(short) < 2 else short


def same_place(left: Chain, right: Chain) -> bool:
    """True where two chains mean one place, however sure each is that it is a place."""
    return bool(left and right) and left[-1].lstrip(WEAK) == right[-1].lstrip(WEAK)


def nested(left: Chain, right: Chain) -> bool:
    """True where one of two places lies within the other."""
    if not (left and right):
        return False
    return left[-1].lstrip(WEAK) in right or right[-1].lstrip(WEAK) in left
