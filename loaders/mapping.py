"""Product → link: which step of the skeleton a product's name stands for. Pure; words that mislead are data (data/pool/refusals.csv)."""

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
BEFORE = ("贸易", "商业", "经销", "代理", "分销", "批发", "零售", "其", "含")  # such a name says trade, a remainder, or a part only
NO_PRODUCT = "公司"  # ends a name that is a subsidiary's
ALWAYS, ALONE = "*", "="
Refusals = Mapping[str, Iterable[tuple[str, tuple[str, ...]]]]


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
    source that is a name, the head word (the end of the name, longest form first), and a name alike in its letter pairs
    that holds the form's letters in their order. Forms in Latin letters count whole only: EPS ends nothing.

    `refused` says which forms mislead: form → (link or *, words): * always, = where the form is the whole name, else where
    the product bears one of the words. A refused form ends the reading: what is shorter would be less sure still.
    """

    def __init__(
        self, links: Mapping[str, Mapping[str, Any]], broader: Mapping[str, Iterable[str]] | None = None, refused: Refusals | None = None
    ) -> None:
        self._refused = {name_key(form): tuple(rows) for form, rows in (refused or {}).items()}
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
        form, how, weight = next((way for way in self._ways(product, key) if way[0] in self._forms), ("", "", 0.0))
        if not form or product.endswith(NO_PRODUCT) or (form != key and product.startswith(BEFORE)):
            return []
        kept = [(link, how or kind) for link, kind in self._forms[form] if not self._refuses(form, link, key)]
        return [Match(product, link, way, form, round(weight * BASE[way], 3)) for link, way in kept]

    def _refuses(self, form: str, link: str, key: str) -> bool:
        words = [w for target, ws in self._refused.get(form, ()) if target in (ALWAYS, link) for w in ws]
        return ALWAYS in words or (ALONE in words and form == key) or any(name_key(w) in key for w in words if w != ALONE)

    def _ways(self, product: str, key: str) -> Iterable[tuple[str, str, float]]:
        """Yield (form, way — empty for the form's own kind —, weight), best first."""
        yield key, "", 1.0
        for parent in sorted(name_key(b) for b in self._broader.get(product, ())):
            if parent in self._heads and key.endswith(parent):
                yield parent, NARROWER, 1.0
        for start in range(1, len(key) - HEAD_LETTERS + 1):
            if key[start:] in self._heads:
                yield key[start:], HEAD, 0.7 + 0.7 * (len(key) - start) / len(key)
        near = [f for f in self._by_end.get(key[-2:], ()) if _within(f, key)]  # another letter in its place is another thing
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


def _within(form: str, key: str) -> bool:
    """True where the key holds the form's letters in their order.

    >>> _within("中药材", "中药药材"), _within("储能变流器", "风能变流器")
    (True, False)
    """
    letters = iter(key)
    return all(letter in letters for letter in form)


def _pairs(text: str) -> Counter[str]:
    return Counter(text[i : i + 2] for i in range(len(text) - 1))


def _alike(left: Counter[str], right: Counter[str]) -> float:
    """Return the Dice share of common letter pairs, 0 to 1.

    >>> _alike(_pairs("锂离子电池"), _pairs("锂离子电池")), _alike(_pairs("甲乙"), _pairs("丙丁"))
    (1.0, 0.0)
    """
    total = sum(left.values()) + sum(right.values())
    return 2 * sum((left & right).values()) / total if total else 0.0
