"""Citations name every source, agree with CITATION.cff, and BibTeX parses whatever a source is called."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given, settings

from builders import HOSTILE, claim, graph, texts
from liantu import __version__
from liantu.graph.snapshot import Snapshot
from liantu.reports import citation
from project import ROOT


def about(title: str, publisher: str = "某局") -> Snapshot:
    told = [claim("source:list", "name", title or "无题", source="source:own")]
    told += [claim("source:list", "publisher", publisher, source="source:own")] if publisher else []
    return Snapshot(graph(*told, claim("link:a", "name", "甲"), claim("link:b", "name", "乙"), inputs="0123456789abcdef"))


def fields(text: str) -> list[dict[str, str]]:
    """A BibTeX reader: entries by balanced braces, fields `name = {…}`; raises AssertionError where braces do not close."""
    found, at = [], 0
    while (at := text.find("@", at)) >= 0:
        end = _closing(text, text.index("{", at))
        entry, body = {}, text[text.index("{", at) + 1 : end]
        position = 0
        while match := re.compile(r"\s*(\w+) = \{", re.DOTALL).search(body, position):
            close = _closing(body, match.end() - 1)
            entry[match[1]] = body[match.end() : close]
            position = close
        found.append(entry)
        at = end
    return found


def _closing(text: str, opening: int) -> int:
    depth = 0
    for i in range(opening, len(text)):
        depth += {"{": 1, "}": -1}.get(text[i], 0)
        if not depth:
            return i
    raise AssertionError("braces do not close")


def test_the_program_is_cited_as_the_citation_file_says() -> None:
    held = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert (held["title"], str(held["version"]), held["license"]) == (citation.TITLE, __version__, citation.LICENCE)
    assert [a["name"] for a in held["authors"]] == [citation.AUTHORS] and __version__ in citation.program()


def test_every_source_of_a_claim_is_cited_with_its_count() -> None:
    told = citation.sources(about("某名单"))
    assert {(c.id, c.title, c.claims) for c in told} == {("source:list", "某名单", 2), ("source:own", "source:own", 2)}
    assert next(c for c in told if c.id == "source:own").licence == "未采集"
    assert sum(c.claims for c in told) == len(about("某名单").claims)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_titles(text: str) -> None:
    check(text)


@settings(max_examples=60)
@given(texts)
def test_any_title(text: str) -> None:
    check(text)


def check(text: str) -> None:
    entries = fields(citation.bibtex(about(text, publisher=text), "2025"))
    assert len(entries) == 3 and all({"author", "title", "note"} <= e.keys() for e in entries)
    own = next(e for e in entries if "claims" in e["note"] and "source:" not in e["title"])
    back = own["title"][1:-1]
    for mark, escaped in citation._SPECIAL.items():
        if len(escaped) > 2:
            back = back.replace(escaped, "\0" + mark)
    back = re.sub(r"\\([%&#_$])", r"\1", back).replace("\0", "")
    assert back == " ".join((text or "无题").split())


def test_the_year_is_the_first_of_the_date_and_absent_where_unknown() -> None:
    told = [claim("source:list", "name", "某名单", source="source:own"), claim("source:list", "date", "2020-12", source="source:own")]
    entries = fields(citation.bibtex(Snapshot(graph(*told, claim("link:a", "name", "甲"))), "2025"))
    assert sorted(e.get("year", "-") for e in entries) == ["-", "-", "2020"]
