"""Graph files for Gephi, yEd and networkx: GraphML and GEXF. Neither has lists or null: lists are joined, unknown is absent."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from . import schema as s
from .nx import to_networkx
from .snapshot import GraphData

if TYPE_CHECKING:
    import networkx as nx

LIST_MARK = "；"
_WRITTEN_AT = re.compile(rb' lastmodifieddate="[^"]*"')


def graphml(data: GraphData) -> dict[str, bytes]:
    """Return graph.graphml; node and edge ids are ours. Line ends become \\n, as XML reads them."""
    import networkx as nx

    out = io.BytesIO()
    nx.write_graphml_xml(_flat(data), out)  # not the lxml one: its bytes differ, and it may not be installed
    return {"graph.graphml": out.getvalue()}


def gexf(data: GraphData) -> dict[str, bytes]:
    """Return graph.gexf without the date of writing; an edge's type is `relation` there, for GEXF keeps `type` for itself."""
    import networkx as nx

    graph = _flat(data)
    for _, attributes in graph.nodes(data=True):
        attributes["label"] = attributes.get(s.NAME.name, "")
    for _, _, key, attributes in graph.edges(data=True, keys=True):
        attributes["relation"] = attributes["label"] = attributes.pop("type")
        attributes["id"] = key
    out = io.BytesIO()
    nx.write_gexf(graph, out, version="1.2draft")
    return {"graph.gexf": _WRITTEN_AT.sub(b"", out.getvalue(), count=1)}


def _flat(data: GraphData) -> nx.MultiDiGraph[str]:
    graph = to_networkx(data)
    for _, attributes in graph.nodes(data=True):
        _flatten(attributes)
    for *_, attributes in graph.edges(data=True, keys=True):
        _flatten(attributes)
    return graph


def _flatten(attributes: dict[str, Any]) -> None:
    flat = {k: _text(v) for k, v in sorted(attributes.items()) if v is not None}
    attributes.clear()
    attributes.update(flat)


def _text(value: Any) -> Any:
    joined = LIST_MARK.join(value) if isinstance(value, list) else value
    return re.sub("\r\n?", "\n", joined) if isinstance(joined, str) else joined
