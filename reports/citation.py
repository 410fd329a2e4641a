"""How to cite: the program in its version, the state of the graph, and every source the graph's claims rest on."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from .. import __version__
from ..graph import schema as s
from ..graph.snapshot import Snapshot

AUTHORS = "The liantu authors"  # these three as in CITATION.cff; a test holds them together
TITLE = "liantu (链图): an industry-chain knowledge graph for a development zone"
LICENCE = "Apache-2.0"
NOT_COLLECTED = "未采集"
_SPECIAL = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{mark: f"\\{mark}" for mark in "%&#_$"},
}


@dataclass(frozen=True, slots=True)
class Cited:
    """A source the graph rests on, as the registry describes it; `claims` of the graph quote it."""

    id: str
    title: str
    publisher: str
    date: str
    licence: str
    sha256: str
    claims: int

    def text(self) -> str:
        """Return the citation in one line."""
        seal = f"，SHA-256 {self.sha256}" if self.sha256 else ""
        return f"{self.publisher}：{self.title}，{self.date}；许可：{self.licence}；本图引用 {self.claims} 条断言{seal}"


def sources(graph: Snapshot) -> list[Cited]:
    """Return the sources that claims of the graph name, those with most claims first; what the registry lacks is 未采集."""
    counts = Counter(c.source for c in graph.claims.values())
    return [_cited(graph, i, n) for i, n in sorted(counts.items(), key=lambda x: (-x[1], x[0]))]


def _cited(graph: Snapshot, source: str, claims: int) -> Cited:
    node = graph.nodes.get(source)
    props: Mapping[str, str] = node.props if node and node.type == s.SOURCE.name else {}
    publisher, date, licence = (str(props.get(k) or NOT_COLLECTED) for k in ("publisher", "date", "licence"))
    return Cited(source, str(props.get("name") or source), publisher, date, licence, str(props.get("sha256", "")), claims)


def program() -> str:
    """Return the citation of the program in one line."""
    return f"{AUTHORS}. {TITLE}. Version {__version__}. {LICENCE}."


def state(graph: Snapshot, as_of: str) -> str:
    """Return what names the graph that was used: the hash of its inputs and the date its answers hold at."""
    return f"图的输入 {graph.meta.get('inputs', NOT_COLLECTED)}，数据截至 {as_of} / graph inputs and date"


def bibtex(graph: Snapshot, as_of: str) -> str:
    """Return one BibTeX entry for the program and one a source; any text is escaped, so the file always parses."""
    own = {"author": f"{{{AUTHORS}}}", "title": TITLE, "version": __version__, "note": f"{LICENCE}. {state(graph, as_of)}"}
    entries = [_entry("software", f"liantu-{__version__}", own, raw=("author",))]
    for cited in sources(graph):
        year = re.match(r"\d{4}", cited.date)
        note = f"许可 licence: {cited.licence}; {cited.claims} claims; date: {cited.date}"
        fields = {"author": cited.publisher, "title": cited.title, "year": year[0] if year else "", "note": note}
        entries.append(_entry("misc", f"liantu-{_key(cited.id)}", fields))
    return "\n".join(entries)


def _entry(kind: str, key: str, fields: Mapping[str, str], raw: tuple[str, ...] = ()) -> str:
    lines = [f"  {name} = {{{text if name in raw else _whole(name, text)}}}," for name, text in fields.items() if text]
    return "\n".join([f"@{kind}{{{key},", *lines, "}", ""])


def _whole(name: str, text: str) -> str:
    """Escape a text; names of bodies and titles get braces of their own, lest BibTeX split or lower them."""
    escaped = "".join(_SPECIAL.get(c, c) for c in " ".join(text.split()))
    return f"{{{escaped}}}" if name in ("author", "title") else escaped


def _key(source: str) -> str:
    """An id in other letters gets a hash, so that no two sources share a key."""
    other = "" if re.fullmatch(r"[a-z]+:[a-z0-9-]+", source) else f"-{hashlib.sha256(source.encode()).hexdigest()[:8]}"
    return re.sub(r"[^A-Za-z0-9-]+", "-", source).strip("-") + other
