"""A graph as pandas frames, for notebooks: one row a node, an edge, a claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .columns import DTYPES, FRAMES
from .snapshot import Edge, GraphData, Node

if TYPE_CHECKING:
    import pandas as pd

NEW_TEXT = 3  # the version of pandas from which text has a dtype of its own


def frame(rows: Iterable[Mapping[str, Any]], of: str = "") -> pd.DataFrame:
    """Return rows as a frame; `of` names its declaration in graph/columns.py, whose columns and dtypes it then has, also without rows.

    Columns that are not declared stand first, as pandas reads them. Without `of`: columns in the order of the first row's keys.
    """
    import pandas as pd

    made = pd.DataFrame(list(rows))
    return typed(made, of) if of else made


def typed(made: pd.DataFrame, of: str) -> pd.DataFrame:
    """Return a frame with the columns and dtypes of a declaration, others first. Raises KeyError for an unknown one."""
    declared = FRAMES[of]
    others = [name for name in made.columns if name not in declared]
    return made.reindex(columns=[*others, *declared]).astype({name: _dtype(kind) for name, kind in declared.items()})


def _dtype(kind: str) -> str:
    import pandas as pd

    return "object" if kind == "text" and int(pd.__version__.partition(".")[0]) < NEW_TEXT else DTYPES[kind]


def nodes_frame(data: GraphData) -> pd.DataFrame:
    """Return nodes: id, type, name, resident (boolean, NA where unknown), props (dict), claims (list of ids)."""
    return frame(({**_told(n, "name", "resident"), "id": n.id, "type": n.type} for n in data.nodes), "nodes")


def edges_frame(data: GraphData) -> pd.DataFrame:
    """Return edges: id, type, source, target, modality, grade, as_of, props (dict), claims (list of ids)."""
    ends = (({"id": e.id, "type": e.type, "source": e.source, "target": e.target}, e) for e in data.edges)
    return frame(({**_told(e, "modality", "grade", "as_of"), **own} for own, e in ends), "edges")


def claims_frame(data: GraphData) -> pd.DataFrame:
    """Return every claim with its quote and locator, columns as in claims.jsonl."""
    return frame((c.as_row() for c in data.claims), "claims")


def _told(thing: Node | Edge, *shown: str) -> dict[str, Any]:
    return {**{k: thing.props.get(k) for k in shown}, "props": dict(thing.props), "claims": list(thing.claims)}
