"""A graph as pandas frames, for notebooks: one row a node, an edge, a claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .snapshot import GraphData

if TYPE_CHECKING:
    import pandas as pd

NODE_COLUMNS = ("id", "type", "name", "resident", "props", "claims")
EDGE_COLUMNS = ("id", "type", "source", "target", "modality", "grade", "as_of", "props", "claims")


def frame(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return rows as a frame, columns in the order of the first row's keys."""
    import pandas as pd

    return pd.DataFrame(list(rows))


def nodes_frame(data: GraphData) -> pd.DataFrame:
    """Return nodes: id, type, name, resident (boolean, NA where unknown), props (dict), claims (list of ids)."""
    import pandas as pd

    rows = [(n.id, n.type, n.name, n.props.get("resident"), dict(n.props), list(n.claims)) for n in data.nodes]
    return pd.DataFrame(rows, columns=NODE_COLUMNS).astype({"resident": "boolean"})


def edges_frame(data: GraphData) -> pd.DataFrame:
    """Return edges: id, type, source, target, modality, grade, as_of, props (dict), claims (list of ids)."""
    import pandas as pd

    rows = [
        (e.id, e.type, e.source, e.target, *(e.props.get(k) for k in ("modality", "grade", "as_of")), dict(e.props), list(e.claims))
        for e in data.edges
    ]
    return pd.DataFrame(rows, columns=EDGE_COLUMNS)


def claims_frame(data: GraphData) -> pd.DataFrame:
    """Return every claim with its quote and locator, columns as in claims.jsonl."""
    return frame(c.as_row() for c in data.claims)
