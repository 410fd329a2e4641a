"""Where a row says the firm is: province, city and county of GB/T 2260, from columns, an address, or the beginning of the name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .words import words

Codes = Mapping[str, Mapping[str, str]]
_PROVINCE_ENDS = ("壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "特别行政区", "省", "市")
_CITY_ENDS = ("市", "地区", "盟", "自治州")
_UNNAMED = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")  # rows of the table that stand for a group
_PEOPLES = "土家|苗|藏|羌|布依|侗|哈尼|彝|壮|傣|白|景颇|傈僳|回|蒙古|柯尔克孜|哈萨克|朝鲜"
_PREFECTURE = re.compile(f"(.+?)(?:(?:{_PEOPLES})族?)+自治州")
_WORTH_KEEPING = 12  # letters; longer texts are addresses and names, which hardly come twice
_LEAD = re.compile(r"^(?:中国|中华人民共和国)?[\s(（【\[]*")
AMBIGUOUS = frozenset({"吉林", "海南", "东方", "朝阳"})  # words that are two places, or a word of their own


@dataclass(frozen=True, slots=True)
class Place:
    """Official names and codes as far down as is known; empty where not. `code` is the innermost code."""

    province: str = ""
    city: str = ""
    county: str = ""
    code: str = ""

    def __bool__(self) -> bool:
        return bool(self.province)


def is_group(name: str) -> bool:
    """True for rows of the table that stand for a group of places, as 市辖区; exports carry them in the column of cities."""
    return name in _UNNAMED


class Gazetteer:
    """The table of places, read for finding them in text. A municipality (直辖市) is its own city; so is a county that answers to its
    province."""

    def __init__(self, codes: Codes) -> None:
        self._codes = codes
        self._words: dict[str, set[str]] = {}
        for code, row in codes.items():
            for word in _forms(row):
                self._words.setdefault(word, set()).add(code)
        for old, new in words()["places"]["former"].items():
            self._words.setdefault(old, set()).update(self._words.get(new, ()))
        self._longest = max(map(len, self._words), default=0)
        self._memo: dict[str, Place] = {}
        self._named: dict[tuple[str, str, str], Place] = {}

    def of(self, text: str, within: Place | None = None) -> Place:
        """Return the place a text begins with, inner places after it read on; no place where it does not say or is unclear."""
        key = (text, "", within.code if within else "")
        if len(text) > _WORTH_KEEPING:
            return self._of(text, within)
        if key not in self._named:
            self._named[key] = self._of(text, within)
        return self._named[key]

    def _of(self, text: str, within: Place | None) -> Place:
        rest = _LEAD.sub("", text)
        if beyond := next((full for word, full in words()["places"]["beyond"].items() if rest.startswith(word)), ""):
            return Place(beyond)
        code, holder = "", within.code if within else ""
        while rest:
            found, length = self._first(rest, code or holder)
            if not found:
                break
            code, rest = found, rest[length:].lstrip("-/ ·,，、|>()（）")
        return self.place(code) if code else Place()

    def named(self, text: str, level: str, within: Place | None = None) -> Place:
        """Return the province (level 1) or city (2) of exactly this name, short forms too; what a column of its own says.

        A county (3) in a column of cities gives its city.
        """
        if full := words()["places"]["beyond"].get(text):
            return Place(full)
        key = (text, level, within.code if within else "")
        if key not in self._named:
            self._named[key] = self._find(*key)
        return self._named[key]

    def _find(self, text: str, level: str, outer: str) -> Place:
        found = [c for c, row in self._codes.items() if row["level"] == level and text in _short(row)]
        inside = [c for c in found if not outer or self.within(c, outer)] or found
        return self.place(inside[0]) if len(inside) == 1 else Place()

    def _first(self, text: str, within: str) -> tuple[str, int]:
        """Return the code of the longest word at the beginning that is one place (one within `within`, where given), and its length."""
        for length in range(min(self._longest, len(text)), 1, -1):
            held = self._words.get(text[:length])
            if held:
                inside = [c for c in held if not within or self.within(c, within)]
                if len(inside) == 1 and inside[0] != within:
                    return inside[0], length
                if len(inside) > 1 and (upper := [c for c in inside if self._codes[c]["level"] == "2"]):
                    return upper[0], length
        return "", 0

    def within(self, code: str, outer: str) -> bool:
        """True where a place lies within another, or is it."""
        while code and code != outer:
            code = self._codes[code]["parent"]
        return bool(code)

    def place(self, code: str) -> Place:
        """Return the place of a code with all it lies within."""
        if code not in self._memo:
            self._memo[code] = self._place(code)
        return self._memo[code]

    def _place(self, code: str) -> Place:
        chain = [code]
        while parent := self._codes[chain[-1]]["parent"]:
            chain.append(parent)
        named = {self._codes[c]["level"]: self._codes[c]["name"] for c in chain}
        province, city, county = named["1"], named.get("2", ""), named.get("3", "")
        if province.endswith("市"):
            city = province
        elif city in _UNNAMED:
            city = county
        return Place(province, city, county, code)


def _forms(row: Mapping[str, str]) -> set[str]:
    """Return the words a place goes by at the beginning of a text; counties by their full name only."""
    if row["name"] in _UNNAMED:
        return set()
    if row["level"] == "3":
        return {row["name"]}
    return _short(row) - AMBIGUOUS


def _short(row: Mapping[str, str]) -> set[str]:
    """Return the full name of a province or city and its short forms: 广东, 恩施州, 恩施."""
    name = row["name"]
    if people := _PREFECTURE.fullmatch(name):
        return {name, people[1], f"{people[1]}州"}
    ends = _PROVINCE_ENDS if row["level"] == "1" else _CITY_ENDS
    bare = next((name.removesuffix(end) for end in ends if name.endswith(end)), name)
    return {name, bare} if len(bare) > 1 else {name}
