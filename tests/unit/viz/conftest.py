"""Fixtures: the hostile graph, the shipped graph, and a reader that sees a page as a browser does."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from built import shipped_data, shipped_graph
from liantu.analysis.gaps import gaps

VOID = {"meta", "input", "br", "img", "link"}


@dataclass
class Element:
    """One element: tag, attributes, its own and its descendants' text."""

    tag: str
    attrs: dict[str, str]
    text: str = ""
    inside: list[str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return self.attrs.get("class", "").split()


class Page(HTMLParser):
    """All elements of a page in order, with their text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.html = html
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {k: v or "" for k, v in attrs}, inside=[c for e in self._open for c in e.classes])
        self.elements.append(made)
        if tag not in VOID:
            self._open.append(made)

    def handle_endtag(self, tag: str) -> None:
        assert self._open and self._open[-1].tag == tag, f"</{tag}> closes {self._open[-1:]}"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def of(self, tag: str) -> list[Element]:
        return [e for e in self.elements if e.tag == tag]

    def with_class(self, name: str) -> list[Element]:
        return [e for e in self.elements if name in e.classes]

    @property
    def text(self) -> str:
        return self.of("body")[0].text if self.of("body") else "".join(e.text for e in self.elements[:1])


@pytest.fixture(scope="session")
def page() -> Callable[[str], Page]:
    """Return the reader."""
    return Page


@pytest.fixture(scope="session")
def small() -> Any:
    """Return the hostile graph with its zone, gaps and names."""
    names = runpy.run_path(str(Path(__file__).with_name("hostile_graph.py")))
    graph = names["hostile_graph"]()
    return SimpleNamespace(**names, graph=graph, zone=names["ZONE"], gaps=gaps(graph, names["ZONE"]), chain=names["CHAIN"])


@pytest.fixture(scope="session")
def shipped() -> Any:
    """Return the shipped graph with its zone and gaps."""
    data = shipped_data()
    graph = shipped_graph()
    return SimpleNamespace(graph=graph, zone=data.zone, gaps=gaps(graph, data.zone))
