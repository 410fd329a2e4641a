"""links.yaml: the skeleton of a chain — links, hierarchy, inputs — as domain claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..graph import schema as s
from .base import DOMAIN_REFERENCE, Scribe

Row = Mapping[str, Any]
_STRUCTURE = ("id", "part_of", "inputs", "reference")


@dataclass(frozen=True)
class Need:
    """One entry of `inputs`: any of these links; `group` where there is a choice."""

    members: tuple[str, ...]
    essentiality: str
    group: str


class Skeleton:
    """The links of all chains: full ids, leaves of a parent, and the needs each leaf has (its parents' included)."""

    def __init__(self, files: Mapping[str, list[Row]]) -> None:
        self.rows = {self._full(row["id"], slug): (slug, row) for slug, rows in files.items() for row in rows}
        self._parent = {i: self._full(r["part_of"], slug) for i, (slug, r) in self.rows.items() if r.get("part_of")}
        self._parents = set(self._parent.values())

    @staticmethod
    def _full(ref: str, slug: str) -> str:
        return f"link:{ref}" if "/" in ref else f"link:{slug}/{ref}"

    def parent(self, link: str) -> str | None:
        """Return the link's parent, or None."""
        return self._parent.get(link)

    def ancestors(self, link: str) -> list[str]:
        """Return the link and its parents, inner first. Raises ValueError on a cycle."""
        chain = [link]
        while parent := self._parent.get(chain[-1]):
            if parent in chain:
                raise ValueError(f"层级成环：{' → '.join([*chain, parent])} / PART_OF cycle")
            chain.append(parent)
        return chain

    def leaves(self, link: str) -> list[str]:
        """Return the leaves below a link; the link itself where it has no parts."""
        if link not in self._parents:
            return [link] if link in self.rows else []
        self.ancestors(link)
        return sorted(i for i in self.rows if i not in self._parents and link in self.ancestors(i))

    def needs(self, leaf: str) -> Iterator[Need]:
        """Yield the needs of a leaf, then those of its parents that it does not narrow itself; members are leaves.

        A parent's need is left out where the leaf (or an inner parent) already names one of its members: the leaf says
        which of the parent's alternatives it takes. Raises ValueError where one link names an input twice.
        """
        named: set[str] = set()
        for holder in self.ancestors(leaf):
            slug, row = self.rows[holder]
            own = [self._need(entry, slug, leaf) for entry in row.get("inputs", [])]
            kept = [need for need in own if not named & set(need.members)]
            members = [m for need in kept for m in need.members]
            if twice := sorted({m for m in members if members.count(m) > 1}):
                raise ValueError(f"投入 {'、'.join(twice)} 出现两次，只能写一次 / the input stands twice, write it once")
            named |= set(members)
            yield from kept

    def _need(self, entry: Any, slug: str, leaf: str) -> Need:
        given = entry if isinstance(entry, dict) else {"link": entry}
        refs = given.get("any_of") or [given["link"]]
        named = [self._full(ref, slug) for ref in refs]
        members = list(dict.fromkeys(m for ref in named for m in self._known_leaves(ref) if m != leaf))
        group = given.get("group") or (self.rows[named[0]][1]["name"] if len(members) > 1 else "")
        return Need(tuple(members), given.get("essentiality", "2"), group if len(members) > 1 else "")

    def _known_leaves(self, ref: str) -> list[str]:
        if not (found := self.leaves(ref)):
            raise ValueError(f"投入 {ref} 不存在 / no such input link")
        return found


def transform_links(scribe: Scribe, files: Mapping[str, list[Row]], codes: Mapping[str, Mapping[str, str]]) -> None:
    """Write links, LINK_OF, PART_OF and INPUT_TO (leaf to leaf) of all chains as domain claims."""
    skeleton = Skeleton(files)
    _check_names(scribe, skeleton)
    for link, (slug, row) in skeleton.rows.items():
        where = f"chains/{slug}/links.yaml {row['id']}"
        context = {"source": "domain", "quote": row.get("reference", DOMAIN_REFERENCE), "locator": where}
        scribe.props(link, {k: v for k, v in row.items() if k not in _STRUCTURE}, where, **context)
        scribe.edge(link, s.LINK_OF.name, f"chain:{slug}", {}, where, **context)
        if parent := skeleton.parent(link):
            scribe.edge(link, s.PART_OF.name, parent, {}, where, **context)
        for code in row.get("codes", []):
            if codes.get(code, {}).get("level") != "4":
                scribe.fault(where, f"行业代码 {code!r} 不是 GB/T 4754-2017 的小类 / not a four-digit class of the table")
        try:
            skeleton.ancestors(link)
            _inputs(scribe, skeleton, link, where, context)
        except ValueError as fault:
            scribe.fault(where, str(fault))


def _inputs(scribe: Scribe, skeleton: Skeleton, link: str, where: str, context: Mapping[str, Any]) -> None:
    if skeleton.leaves(link) != [link]:
        return
    for need in skeleton.needs(link):
        for member in need.members:
            props = {"essentiality": need.essentiality} | ({"alternative_group": need.group} if need.group else {})
            scribe.edge(member, s.INPUT_TO.name, link, props, where, **context)


def _check_names(scribe: Scribe, skeleton: Skeleton) -> None:
    owner: dict[str, str] = {}
    for link, (slug, row) in skeleton.rows.items():
        for form in {row.get("name", ""), *row.get("aliases", [])}:
            first = owner.setdefault(f"{slug} {form}", link)
            if first != link:
                scribe.fault(f"chains/{slug}/links.yaml {row['id']}", f"名称 {form!r} 已属于 {first} / the name belongs to another link")
