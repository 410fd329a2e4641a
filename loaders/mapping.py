"""Product → link: which step of the skeleton a product's name stands for. Pure; every verdict on it is data (data/pool/mapping.csv)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..graph.ids import name_key

NAME, ALIAS, KEYWORD, NARROWER, HEAD, SIMILAR = "name", "alias", "keyword", "narrower", "head", "similar"
BASE = {NAME: 1.0, ALIAS: 0.95, KEYWORD: 0.85, NARROWER: 0.75, HEAD: 0.5, SIMILAR: 0.5}  # how a form was met → score
HEAD_LETTERS = 3  # shorter forms are too general to be read as the head of a longer name
LIKE = 0.75  # Dice share of common letter pairs from which two names are held alike


@dataclass(frozen=True, slots=True)
class Match:
    """A product read as a link: by which way, through which form, how sure (1 = the very name)."""

    product: str
    link: str
    how: str
    form: str
    score: float


class Mapper:
    """Holds the links' name forms; `match` reads one product.

    The ways, in order; the first that finds something counts: the very name or alias, a keyword, a broader product of the
    source that is a name, the head word (the end of the name, longest form first), and a name alike in its letter pairs.
    Forms in Latin letters count whole only: EPS ends nothing.
    """

    def __init__(self, links: Mapping[str, Mapping[str, Any]], broader: Mapping[str, Iterable[str]] | None = None) -> None:
        self._forms = _forms(links)
        self._heads = {f: v for f, v in self._forms.items() if len(f) >= HEAD_LETTERS and not f.isascii() and v[0][1] != KEYWORD}
        self._broader = broader or {}
        self._pairs = {form: _pairs(form) for form in self._heads}
        self._by_end: dict[str, list[str]] = defaultdict(list)
        for form in self._heads:
            self._by_end[form[-2:]].append(form)

    def match(self, product: str) -> list[Match]:
        """Return the links a product may belong to, by the first way that finds any; sorted by link. Cost O(forms of one ending)."""
        key = name_key(product)
        for form, how, weight in self._ways(product, key):
            if form in self._forms:
                return [Match(product, link, how or kind, form, round(weight * BASE[how or kind], 3)) for link, kind in self._forms[form]]
        return []

    def _ways(self, product: str, key: str) -> Iterable[tuple[str, str, float]]:
        """Yield (form, way — empty for the form's own kind —, weight), best first."""
        yield key, "", 1.0
        for parent in sorted(name_key(b) for b in self._broader.get(product, ())):
            if parent in self._heads and key.endswith(parent):
                yield parent, NARROWER, 1.0
        for start in range(1, len(key) - HEAD_LETTERS + 1):
            if key[start:] in self._heads:
                yield key[start:], HEAD, 0.7 + 0.7 * (len(key) - start) / len(key)
        near = [f for f in self._by_end.get(key[-2:], ()) if len(f) <= len(key)]  # a shorter name is a wider thing, not the same
        alike = max(((_alike(_pairs(key), self._pairs[f]), f) for f in near), default=(0.0, ""))
        if alike[0] >= LIKE:
            yield alike[1], SIMILAR, alike[0]


def _forms(links: Mapping[str, Mapping[str, Any]]) -> dict[str, list[tuple[str, str]]]:
    """Return form → (link, kind); where a form is the name of one link and a lesser form of another, the name alone counts."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for link in sorted(links):
        row = links[link]
        for kind, given in ((NAME, [row["name"]]), (ALIAS, row.get("aliases", [])), (KEYWORD, row.get("keywords", []))):
            for form in given:
                found[name_key(form)].setdefault(link, kind)
    return {form: _best(kinds) for form, kinds in found.items()}


def _best(kinds: Mapping[str, str]) -> list[tuple[str, str]]:
    top = max(BASE[kind] for kind in kinds.values())
    return sorted((link, kind) for link, kind in kinds.items() if BASE[kind] == top)


def _pairs(text: str) -> Counter[str]:
    return Counter(text[i : i + 2] for i in range(len(text) - 1))


def _alike(left: Counter[str], right: Counter[str]) -> float:
    """Return the Dice share of common letter pairs, 0 to 1.

    >>> _alike(_pairs("锂离子电池"), _pairs("锂离子电池")), _alike(_pairs("甲乙"), _pairs("丙丁"))
    (1.0, 0.0)
    """
    total = sum(left.values()) + sum(right.values())
    return 2 * sum((left & right).values()) / total if total else 0.0
