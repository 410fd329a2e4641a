"""A pyvis Network that shows itself by our page: in a notebook without a request, in a file as UTF-8, hostile names inert."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pyvis.network import Network

from ..graph.ids import clean_text
from .added import with_added
from .boxes import network_of
from .drawing import Drawing
from .page import Head, page_html

HEIGHT = "760px"


class Map(Network):  # type: ignore[misc]  # pyvis is untyped
    """The map as a pyvis Network: nodes, edges, get_adj_list() and the rest as in pyvis; every way to show it uses our page.

    pyvis's own page loads Bootstrap from a CDN and writes in the codec of the machine.
    """

    def __init__(self, plan: Drawing, about: Mapping[str, Any], head: Head) -> None:
        super().__init__(height=HEIGHT, directed=True, notebook=True, cdn_resources="in_line")
        self.plan, self.about, self.head = plan, dict(about), head
        network_of(plan, self)

    def generate_html(self, name: str = "", local: bool = True, notebook: bool = False) -> str:
        """Return the page; the arguments are those of pyvis and change nothing."""
        layout, nodes, about = with_added(self.plan.layout, self.nodes, self.about)
        return page_html(self.head, replace(self.plan, layout=layout), nodes, self.edges, about)

    def write_html(self, name: str, local: bool = True, notebook: bool = False, open_browser: bool = False) -> None:
        """Write the page as UTF-8; a browser is never opened. Raises OSError where the file cannot be written."""
        Path(name).write_text(self.generate_html(), encoding="utf-8", newline="\n")

    def save_graph(self, name: str) -> None:
        """Write the page as UTF-8."""
        self.write_html(name)

    def show(self, name: str, local: bool = True, notebook: bool = True) -> Map:
        """Write the page and return the map, which a notebook shows inline; a browser is never opened."""
        self.write_html(name)
        return self

    def _repr_html_(self) -> str:
        """Return the page in a frame of its own, so that neither styles nor scripts meet those of the notebook."""
        page = html.escape(self.generate_html(), quote=True)
        title = html.escape(clean_text(self.head.title), quote=True)
        frame = f'width="100%" height="{HEIGHT}" style="border:0" sandbox="allow-scripts allow-downloads"'
        return f'<iframe title="{title}" {frame} srcdoc="{page}"></iframe>'
