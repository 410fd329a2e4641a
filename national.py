"""What `liantu.load_national()` returns: the national graph as frames, NetworkX, igraph and answers; it never meets the zone's graph."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .graph.errors import StoreError
from .graph.files import write_atomic
from .graph.frames import frame
from .graph.national.model import NationalGraph
from .loaders.national import read_national
from .workspace.paths import Workspace, open_workspace

if TYPE_CHECKING:
    import igraph
    import networkx as nx
    import pandas as pd

    from .graph.store.national import NationalStore


def load_national(tables: str | Path | None = None, *, store: str | None = None, workspace: str | None = None) -> National:
    """Open the national graph: from a folder of tables, else from the store (default: the workspace's file).

    Nothing is written. Raises DataError for broken tables, StoreError where nothing was imported.
    """
    return National(open_workspace(workspace), None if tables is None else Path(tables), store)


def write_national(tables: Path, store: str | None, workspace: Workspace, report: Path | None) -> tuple[NationalGraph, str, Path]:
    """Read tables, write them to a store (default: the workspace's file) and list their faults in a CSV file; return graph, store, file.

    Raises DataError for broken tables, StoreError; the old graph then stays.
    """
    from .graph.national.report import faults_csv
    from .graph.store.national import open_national

    graph = read_national(tables)
    with open_national(store or _default(workspace.ready())) as opened:
        opened.write_national(graph)
        url = opened.url
    file = report or workspace.ready().national_faults
    write_atomic(file, faults_csv(graph))
    return graph, url, file


def _default(workspace: Workspace) -> str:
    return f"ladybug:{workspace.national}"


class National:
    """One open national graph. Close it, or use it in a `with` block."""

    def __init__(self, workspace: Workspace, tables: Path | None, store: str | None) -> None:
        self.workspace, self.tables, self.url = workspace, tables, store
        if tables is None:
            self.store.query("RETURN 1 AS one")  # an absent graph is said at once

    @cached_property
    def graph(self) -> NationalGraph:
        """Rows by type, as plain tuples; `graph.pairs("GOES_INTO")` is the quick edge list."""
        from .graph.store.national import read_stored

        return read_stored(self.store) if self.tables is None else read_national(self.tables)

    @cached_property
    def store(self) -> NationalStore:
        """The open store."""
        from .graph.store.national import open_national

        return open_national(self.url or _default(self.workspace))

    def frame(self, name: str) -> pd.DataFrame:
        """Return the rows of a label (NationalFirm …) or an edge type (DISCLOSES …) with dtypes that know NA. Raises NotFound."""
        from .graph.national.views import to_frame

        return to_frame(self.graph, name)

    def faults(self) -> pd.DataFrame:
        """Return what was wrong with the tables: table, line, kind, left_out, text. Raises StoreError where no tables were given."""
        from .graph.national.views import faults_frame

        if self.tables is None:
            raise StoreError(
                "图里不存表的问题，请给出表文件夹，或看导入时的清单 / give the folder of tables, or see the report of the import"
            )
        return faults_frame(self.graph)

    def networkx(self, *types: str) -> nx.MultiDiGraph[str]:
        """Return a MultiDiGraph of all nodes and the edges of these types (all, where none is named). Raises NotFound."""
        from .graph.national.views import to_networkx

        return to_networkx(self.graph, *types)

    def igraph(self, *types: str) -> igraph.Graph:
        """Return the same as a directed igraph Graph, for speed. Raises NotFound, LiantuError without the extra."""
        from .graph.national.views import to_igraph

        return to_igraph(self.graph, *types)

    def query(self, text: str, params: Mapping[str, Any] | None = None) -> pd.DataFrame:
        """Run a named question of the national graph, or Cypher text, on the store, and return a frame. Raises StoreError, NotFound."""
        from .queries.runner import NATIONAL, run

        return frame(run(self.store, text, params or {}, NATIONAL))

    def close(self) -> None:
        """Close the store."""
        if "store" in self.__dict__:
            self.store.close()

    def __enter__(self) -> National:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
