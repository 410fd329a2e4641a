"""Links a firm may belong to: by the class a register files it under, or by the words of its name. Never that it makes something here."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from ...graph.ids import name_key

MOST_BY_NAME, SHORTEST_WORD = 3, 2
Links = Mapping[str, Mapping[str, Any]]


class Placer:
    """Holds links by class and by word. `codes` is the table of GB/T 4754-2017."""

    def __init__(self, links: Links, codes: Mapping[str, Mapping[str, str]]) -> None:
        self._by_code: dict[str, list[str]] = defaultdict(list)
        self._words: dict[str, set[str]] = defaultdict(set)
        for link in sorted(links):
            for code in links[link].get("codes", []):
                self._by_code[code].append(link)
            for word in _words(links[link]):
                self._words[word].add(link)
        self._of_link = {link: _words(links[link]) for link in links}
        self._codes = codes
        self._code_by_name = _unique((row["name"], code) for code, row in codes.items() if row["level"] == "4")
        strong = {w for link in links for w in _words(links[link], keywords=False) if len(w) >= SHORTEST_WORD and not w.isascii()}
        self._pattern = re.compile("|".join(map(re.escape, sorted(strong, key=lambda w: (-len(w), w)))) or r"(?!)")

    def code_of(self, written: str, industry: str) -> str:
        """Return the four-digit class a row states by code or by its very name; empty where it states none of the table."""
        digits = re.sub(r"^[A-T](?=\d)|\.0$", "", written.strip().upper())
        if self._codes.get(digits, {}).get("level") == "4":
            return digits
        return self._code_by_name.get(industry.strip(), "")

    def registered(self, code: str, said: str) -> list[str]:
        """Return the links of a class: those whose words stand in what the firm says of itself; the only one where none does.

        A class that belongs to several links none of which is named leaves the link open.
        """
        links, text = self._by_code.get(code, []), name_key(said)
        named = [link for link in links if any(word in text for word in self._of_link[link])]
        return named or (links if len(links) == 1 else [])

    def by_name(self, name: str) -> list[tuple[str, str]]:
        """Return (link, word) for the links whose name or alias stands in a firm's name, the longest word first met.

        Nothing where the words belong to more than three links: then they say too little.
        """
        found = dict.fromkeys(self._pattern.findall(name_key(name)))
        pairs = sorted((link, word) for word in found for link in self._words[word])
        return pairs if len({link for link, _ in pairs}) <= MOST_BY_NAME else []


def _words(row: Mapping[str, Any], keywords: bool = True) -> set[str]:
    given = [row["name"], *row.get("aliases", []), *(row.get("keywords", []) if keywords else [])]
    return {key for form in given if len(key := name_key(form)) > 1}


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, code in pairs:
        found[name].append(code)
    return {name: codes[0] for name, codes in found.items() if len(codes) == 1}
