"""Where a firm's legal name says it is registered: the place word at its beginning, held against GB/T 2260."""

from __future__ import annotations

from collections.abc import Mapping

Codes = Mapping[str, Mapping[str, str]]
AMBIGUOUS = frozenset({"吉林", "海南", "东方", "朝阳"})  # words that are two places, or a word of their own
_SUFFIXES = ("省", "市")
_PROVINCE_ENDS = ("壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "特别行政区", "省", "市")


class PlaceNames:
    """The place words of the table: provinces and cities, with and without 省/市; counties only where the name says 市."""

    def __init__(self, codes: Codes) -> None:
        found: dict[str, set[str]] = {}
        for code, row in codes.items():
            for word in _words(row):
                found.setdefault(word, set()).add(code)
        self._code = {word: next(iter(owners)) for word, owners in found.items() if len(owners) == 1}
        self._parent = {code: row["parent"] for code, row in codes.items()}
        self._longest = max(map(len, self._code), default=0)

    def of(self, legal_name: str) -> str:
        """Return the code of the city the name begins with, else of the province; empty where it does not say or is unclear.

        A county-level city counts as the city above it, a province followed by a city of its own as that city.
        """
        code, rest = self._first(legal_name)
        if not code:
            return ""
        inner, _ = self._first(rest)
        if inner and code in (self._parent[inner], self._parent.get(self._parent[inner])):
            code = inner
        above = self._parent[code]
        return above if above and self._parent.get(above) else code

    def _first(self, text: str) -> tuple[str, str]:
        for length in range(min(self._longest, len(text)), 1, -1):
            if word := self._code.get(text[:length]):
                return word, text[length:]
        return "", text


def _words(row: Mapping[str, str]) -> set[str]:
    name = row["name"]
    if row["level"] == "3":
        return {name} if name.endswith("市") else set()
    bare = next((name.removesuffix(end) for end in _PROVINCE_ENDS if name.endswith(end)), name)
    return {name, bare} - AMBIGUOUS if len(bare) > 1 and name.endswith((*_SUFFIXES, "自治区", "特别行政区")) else {name}
