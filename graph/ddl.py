"""Schema → Ladybug text: tables, loading and reading. Pure; only names from the schema stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from . import schema as s
from .rows import BUILD_LABEL, CLAIM_COLUMNS, CLAIM_LABEL, columns
from .spec import EdgeType, NodeType, PropType

WORKSPACE = "default"  # the value of the column `workspace`, so that one query text runs on both stores
_COLUMN_TYPE: dict[PropType, str] = {"str": "STRING", "int": "INT64", "float": "DOUBLE", "bool": "BOOL", "list": "STRING[]"}
CLAIM_TYPES: dict[str, PropType] = dict.fromkeys(CLAIM_COLUMNS, "str")
BUILD_TYPES: dict[str, PropType] = {"id": "str", "state": "str", "keys": "list", "values": "list"}


def ladybug_ddl() -> list[str]:
    """Return the statements that make an empty graph file: one node table a label, one edge table a type.

    >>> ladybug_ddl()[0].partition(" (")[0]
    'CREATE NODE TABLE `Chain`'
    """
    nodes = [_node_table(t.name, columns(t)) for t in s.SCHEMA.nodes]
    extra = [_node_table(CLAIM_LABEL, CLAIM_TYPES), _node_table(BUILD_LABEL, BUILD_TYPES)]
    return [*nodes, *extra, *(_edge_table(t) for t in s.SCHEMA.edges)]


def _node_table(label: str, types: dict[str, PropType]) -> str:
    return f"CREATE NODE TABLE {quoted(label)} ({columns_text({**types, 'workspace': 'str'})}, PRIMARY KEY (`id`))"


def _edge_table(edge: EdgeType) -> str:
    pairs = ", ".join(f"FROM {quoted(a)} TO {quoted(b)}" for a, b in edge.pairs)
    return f"CREATE REL TABLE {quoted(edge.name)} ({pairs}, {columns_text(columns(edge))})"


def columns_text(types: Mapping[str, PropType]) -> str:
    """Return the columns of a table as its declaration names them."""
    return ", ".join(f"{quoted(name)} {_COLUMN_TYPE[kind]}" for name, kind in types.items())


def create_nodes(label: str, types: Mapping[str, PropType]) -> str:
    """Return the CREATE of `$rows` (each with every column) in a node table, all of `$workspace`."""
    given = ", ".join(f"{quoted(name)}: row.{quoted(name)}" for name in types)
    return f"UNWIND $rows AS row CREATE (:{quoted(label)} {{{given}, workspace: $workspace}})"


_AS_TEXT = """HEADER=false, PARALLEL=false, QUOTE='"', ESCAPE='"'"""  # one reader: a quoted cell may hold line ends


def copy_nodes(label: str, file: str) -> str:
    """Return the COPY of a text file (named as `copied_from` does) into a node table: its columns in order, then `workspace`."""
    return f"COPY {quoted(label)} FROM {file} ({_AS_TEXT})"


def copy_edges(edge: EdgeType, pair: tuple[str, str], file: str) -> str:
    """Return the COPY of a text file into one pair of an edge table: the ids of both ends, then the columns in order."""
    return f"COPY {quoted(edge.name)} FROM {file} (from='{pair[0]}', to='{pair[1]}', {_AS_TEXT})"


def read_nodes(label: str, names: Iterable[str]) -> str:
    """Return the query of all rows of a node table, columns in the order of `names`."""
    return f"MATCH (n:{quoted(label)}) RETURN {_returned('n', names)}"


def read_edges(edge: EdgeType) -> str:
    """Return the query of all edges of a type: ids of source and target, then the columns."""
    return f"MATCH (a)-[e:{quoted(edge.name)}]->(b) RETURN a.id, b.id, {_returned('e', columns(edge))}"


def _returned(variable: str, names: Iterable[str]) -> str:
    return ", ".join(f"{variable}.{quoted(name)}" for name in names)


def quoted(name: str) -> str:
    """Return a name of the schema for query text; words like `grade` or `key` need the marks somewhere."""
    return f"`{name}`"


def node_tables() -> dict[str, dict[str, PropType]]:
    """Return every node table with its columns, without `workspace`."""
    declared: Iterable[NodeType] = s.SCHEMA.nodes
    return {**{t.name: columns(t) for t in declared}, CLAIM_LABEL: CLAIM_TYPES, BUILD_LABEL: BUILD_TYPES}
