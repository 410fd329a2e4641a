"""The graph as other tools know it: pandas frames, networkx, igraph. The base of what `liantu.load()` returns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .frames import claims_frame, edges_frame, nodes_frame
from .snapshot import Snapshot

if TYPE_CHECKING:
    import igraph
    import networkx as nx
    import pandas as pd


class GraphViews:
    """Views of one graph; `_scoped` is the graph the reader may see."""

    @property
    def _scoped(self) -> Snapshot:
        raise NotImplementedError

    def nodes(self) -> pd.DataFrame:
        """Return nodes as a frame: graph/frames.py says which columns."""
        return nodes_frame(self._scoped.data)

    def edges(self) -> pd.DataFrame:
        """Return edges as a frame."""
        return edges_frame(self._scoped.data)

    def claims(self) -> pd.DataFrame:
        """Return every claim with its quote and locator as a frame."""
        return claims_frame(self._scoped.data)

    def networkx(self, view: str = "supply") -> nx.MultiDiGraph[str]:
        """Return a MultiDiGraph: view "supply" (INPUT_TO), "hierarchy" or "all"."""
        from .nx import to_networkx

        return to_networkx(self._scoped.data, view)

    def igraph(self, view: str = "supply") -> igraph.Graph:
        """Return a directed igraph Graph of the same views, for speed. Raises LiantuError without the extra."""
        from .ig import to_igraph

        return to_igraph(self._scoped.data, view)
