"""National graph → query text for both stores. Pure; values travel as parameters or in text files, only declared names stand in it.

In Neo4j every statement is tied to labels that only this graph has and to the workspace, so neither the zone's graph nor a
stranger's is ever matched. Rows are lists in the order of the columns: half of what maps cost on the wire.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..ddl import BUILD_TYPES, columns_text, quoted
from ..rows import BUILD_ID, BUILDING
from ..spec import EdgeType, NodeType
from .schema import NATIONAL, node_columns

BUILD = "NationalBuild"
LABELS = (*(t.name for t in NATIONAL.nodes), BUILD)
_KEY = "{workspace: $workspace, id: row["  # completed by the position of the id and `]}`


def tables() -> list[str]:
    """Return the statements that make an empty Ladybug file: a table a label, a table an edge type, the build's."""
    labels = {**{t.name: node_columns(t) for t in NATIONAL.nodes}, BUILD: BUILD_TYPES}
    nodes = [
        f"CREATE NODE TABLE {quoted(name)} ({columns_text({**types, 'workspace': 'str'})}, PRIMARY KEY (`id`))"
        for name, types in labels.items()
    ]
    return [*nodes, *map(_edge_table, NATIONAL.edges)]


def _edge_table(edge: EdgeType) -> str:
    ((source, target),) = edge.pairs
    own = columns_text({p.name: p.type for p in edge.props})
    return f"CREATE REL TABLE {quoted(edge.name)} (FROM {quoted(source)} TO {quoted(target)}{', ' * bool(own)}{own})"


def constraints() -> list[str]:
    """Return the statements that may be run again and again: one id a label and workspace."""
    return [
        f"CREATE CONSTRAINT liantu_{label.lower()} IF NOT EXISTS FOR (n:{label}) REQUIRE (n.workspace, n.id) IS UNIQUE" for label in LABELS
    ]


def load_nodes(node: NodeType, verb: str = "MERGE") -> str:
    """Return the load of `$rows` into nodes of a label; a cell that is null removes the property. Returns how many."""
    given = ", ".join(f"n.{name} = row[{at}]" for at, name in enumerate(node_columns(node)) if at)
    return f"UNWIND $rows AS row {verb} (n:{node.name} {_KEY}0]}}) SET {given}, n.build = $build RETURN count(n) AS n"


def load_edges(edge: EdgeType, verb: str = "MERGE") -> str:
    """Return the load of `$rows`, each [source, [[target, properties…], …]], into edges of a type, and how many found both ends.

    Grouped by source: every source is looked up once, and sent once.
    """
    ((source, target),) = edge.pairs
    given = "".join(f"e.{prop.name} = to[{at}], " for at, prop in enumerate(edge.props, 1))
    return (
        f"UNWIND $rows AS row MATCH (a:{source} {_KEY}0]}}) UNWIND row[1] AS to "
        f"MATCH (b:{target} {{workspace: $workspace, id: to[0]}}) "
        f"{verb} (a)-[e:{edge.name}]->(b) SET {given}e.build = $build RETURN count(e) AS n"
    )


def start_build() -> str:
    """Return the claim of the workspace by this write; readers refuse the graph from now on."""
    return f"MERGE (n:{BUILD} {{workspace: $workspace, id: '{BUILD_ID}'}}) SET n.state = '{BUILDING}', n.build = $build RETURN 1 AS n"


def is_empty() -> str:
    """Return the query that gives 1 where the workspace holds nothing of this graph, not even a write that broke off."""
    held = " AND ".join(f"NOT EXISTS {{ MATCH (:{label} {{workspace: $workspace}}) }}" for label in LABELS)
    return f"RETURN CASE WHEN {held} THEN 1 ELSE 0 END AS n"


def finish_build() -> str:
    """Return the switch to ready, which finds nothing when another writer has begun since."""
    return (
        f"MATCH (n:{BUILD} {{workspace: $workspace}}) WHERE n.build = $build "
        "SET n = $row, n.workspace = $workspace, n.build = $build RETURN count(n) AS n"
    )


def cleanup() -> list[str]:
    """Return the statements that remove at most `$limit` edges and nodes of ours that this build did not write, and say how many."""
    edges = [
        f"MATCH (:{e.pairs[0][0]} {{workspace: $workspace}})-[e:{e.name}]->() WHERE e.build <> $build "
        "WITH e LIMIT $limit DELETE e RETURN count(e) AS n"
        for e in NATIONAL.edges
    ]
    nodes = [
        f"MATCH (n:{label} {{workspace: $workspace}}) WHERE n.build <> $build WITH n LIMIT $limit DETACH DELETE n RETURN count(n) AS n"
        for label in LABELS
    ]
    return [*edges, *nodes]


def read_build() -> str:
    """Return the query of the build node of a Neo4j workspace."""
    return f"MATCH (n:{BUILD} {{workspace: $workspace}}) RETURN properties(n) AS row"


def read_words() -> str:
    """Return the query, for both stores, of the words about the build: keys and values."""
    return f"MATCH (n:{BUILD} {{workspace: $workspace}}) RETURN n.keys AS keys, n.values AS values"


def read_nodes(node: NodeType) -> str:
    """Return the query, for both stores, of all rows of a label: columns in their order."""
    return f"MATCH (n:{node.name} {{workspace: $workspace}}) RETURN {_returned('n', node_columns(node))}"


def read_edges(edge: EdgeType) -> str:
    """Return the query, for both stores, of all rows of an edge type: columns in their order."""
    source, _ = edge.pairs[0]
    own = _returned("e", {p.name: p.type for p in edge.props})
    ends = "a.id AS source, b.id AS target"
    return f"MATCH (a:{source} {{workspace: $workspace}})-[e:{edge.name}]->(b) RETURN {ends}{', ' * bool(own)}{own}"


def _returned(variable: str, names: Iterable[str]) -> str:
    return ", ".join(f"{variable}.{name} AS {name}" for name in names)
