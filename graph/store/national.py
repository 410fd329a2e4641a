"""The national graph in a store: a Ladybug file of its own, or nodes of its own labels in a workspace of a Neo4j database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import ddl
from ..errors import StoreError
from ..national import statements as text
from ..national.model import Cells, NationalGraph
from ..national.schema import NATIONAL
from ..rows import Row, meta_row
from ..spec import EdgeType, NodeType
from .address import NEO4J_SCHEMES
from .base import Store
from .ladybug import LadybugStore
from .load import Statement
from .neo4j import Neo4jStore
from .text_rows import copied_from, write_rows

if TYPE_CHECKING:
    import ladybug

BATCH = 20_000  # rows of a transaction; the server needs 1 GB
Shape = Callable[[Sequence[Cells]], list[Any]]
_IMPORT_FIRST = "请先 liantu pool import --ckg 文件夹 / no national graph here, run `liantu pool import --ckg` first"


class NationalNeo4j(Neo4jStore):
    """A server's national graph: `query` answers only once it is whole."""

    read_build = staticmethod(text.read_build)
    cleanup = staticmethod(text.cleanup)
    build_first = _IMPORT_FIRST

    def write_national(self, graph: NationalGraph) -> None:
        """Replace the national graph of this workspace, in batches while its build node says so; MERGE, so again is harmless.

        Raises StoreError; a write that breaks off leaves a graph that readers refuse until it is written again.
        """
        build = {"workspace": self.workspace, "build": graph.meta["tables"]}
        self.send(text.constraints(), [])
        with self._clear(), self._session() as session:
            record = session.run(text.is_empty(), workspace=self.workspace).single()
        verb = "CREATE" if record and record["n"] else "MERGE"
        self.send([], ([step] for step in load(graph, build, verb)))


class NationalLadybug(LadybugStore):
    """A file that holds the national graph and nothing else."""

    def write_national(self, graph: NationalGraph) -> None:
        """Replace the file. Raises StoreError, also where it holds another graph: then it stays."""
        if self.path.exists():
            self.check()
        self.replace(partial(_fill, graph))

    def check(self) -> None:
        """Raise StoreError where the file is absent or holds no national graph."""
        try:
            found = super().query(text.read_words(), {"workspace": ddl.WORKSPACE})
        except StoreError as fault:
            if text.BUILD not in str(fault):
                raise
            found = []
        if not found:
            raise StoreError(f"{self.path}：不是全国图，请换一个文件 / not a national graph, choose another file") from None

    def query(self, text: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        """Run Cypher (reading only) and return plain rows. Raises StoreError."""
        if not self.path.is_file():
            raise StoreError(f"没有全国图 {self.path}，{_IMPORT_FIRST}")
        return super().query(text, params)


NationalStore = NationalLadybug | NationalNeo4j


def open_national(url: str) -> NationalStore:
    """Open the national graph at `ladybug:PATH` or `neo4j://…`. Raises StoreError for another address or a refused login."""
    scheme = url.partition(":")[0]
    if scheme == "ladybug":
        return NationalLadybug(url)
    if scheme in NEO4J_SCHEMES:
        return NationalNeo4j(url)
    raise StoreError(f"全国图不能放在 {scheme}:…，应为 ladybug:路径、neo4j://… 或 bolt://… / the national graph cannot be kept there")


def read_stored(store: Store) -> NationalGraph:
    """Return the national graph of an open store, rows sorted; what was left out of the tables is not kept there. Raises StoreError."""
    (words,) = store.query(text.read_words()) or [{}]
    if not words:
        raise StoreError(f"{store.url}：{_IMPORT_FIRST}")
    nodes = {t.name: sorted(map(_cells, store.query(text.read_nodes(t)))) for t in NATIONAL.nodes}
    edges = {t.name: sorted(map(_cells, store.query(text.read_edges(t))), key=lambda row: row[:2]) for t in NATIONAL.edges}
    return NationalGraph(nodes, edges, meta=dict(zip(words["keys"], words["values"], strict=True)))


def _cells(row: Row) -> tuple[Any, ...]:
    return tuple(row.values())


def load(graph: NationalGraph, build: Row, verb: str) -> Iterator[Statement]:
    """Yield the statements of a write to Neo4j, in order: begin, nodes, edges, cleanup, ready. `verb` is CREATE or MERGE."""
    yield text.start_build(), {**build, "expected": 1}
    for node in NATIONAL.nodes:
        yield from _batches(text.load_nodes(node, verb), graph.nodes[node.name], build)
    for edge in NATIONAL.edges:
        yield from _batches(text.load_edges(edge, verb), graph.edges[edge.name], build, by_source)
    yield from ((statement, {**build, "limit": BATCH}) for statement in text.cleanup())
    yield text.finish_build(), {**build, "row": meta_row(graph.meta), "expected": 1}


def _batches(statement: str, rows: Sequence[Cells], build: Row, shape: Shape = lambda part: list(map(list, part))) -> Iterator[Statement]:
    for at in range(0, len(rows), BATCH):
        part = rows[at : at + BATCH]
        yield statement, {**build, "rows": shape(part), "expected": len(part)}


def by_source(edges: Sequence[Cells]) -> list[list[Any]]:
    """Return edges as [source, [[target, properties…], …]], each source once.

    >>> by_source([("a", "x", 1), ("b", "x", 2), ("a", "y", 3)])
    [['a', [['x', 1], ['y', 3]]], ['b', [['x', 2]]]]
    """
    found: dict[str, list[list[Any]]] = {}
    for source, *rest in edges:
        found.setdefault(source, []).append(rest)
    return [[source, ends] for source, ends in found.items()]


def _fill(graph: NationalGraph, connection: ladybug.Connection, folder: Path) -> None:
    for statement in text.tables():
        connection.execute(statement)
    file = folder / "rows.csv"
    for node in NATIONAL.nodes:
        _copy(connection, file, node, ((*row, ddl.WORKSPACE) for row in graph.nodes[node.name]))
    for edge in NATIONAL.edges:
        _copy(connection, file, edge, iter(graph.edges[edge.name]))
    row = {name: meta_row(graph.meta)[name] for name in ddl.BUILD_TYPES}
    connection.execute(ddl.create_nodes(text.BUILD, ddl.BUILD_TYPES), {"rows": [row], "workspace": ddl.WORKSPACE})


def _copy(connection: ladybug.Connection, file: Path, declared: NodeType | EdgeType, rows: Iterator[tuple[Any, ...]]) -> None:
    write_rows(file, rows)
    if file.stat().st_size:
        named = copied_from(file)
        if isinstance(declared, NodeType):
            connection.execute(ddl.copy_nodes(declared.name, named))
        else:
            connection.execute(ddl.copy_edges(declared, declared.pairs[0], named))
