"""Schema → Neo4j text: constraints, MERGE, cleanup and reading. Pure; values travel only as parameters.

Every node of ours carries the label `Liantu` and the property `workspace`, every edge of ours `workspace`; each statement
is tied to them, so a stranger's `Firm` in the same database is never matched. `build` tells this write from the last one.
"""

from __future__ import annotations

from . import schema as s
from .rows import BUILD_ID, BUILD_LABEL, BUILDING
from .spec import EdgeType

MARK, RESIDENT, INVITEE = "Liantu", "Resident", "Invitee"
EXTRA_LABELS = frozenset({MARK, RESIDENT, INVITEE})
_OURS = f":{MARK} {{workspace: $workspace}}"
_ROW = f":{MARK} {{workspace: $workspace, id: row"  # completed by `.id}`, `.source}` or `.target}`


def constraints() -> list[str]:
    """Return the statements that may be run again and again: one id a workspace, full text over names (Chinese: cjk)."""
    return [
        f"CREATE CONSTRAINT liantu_id IF NOT EXISTS FOR (n:{MARK}) REQUIRE (n.workspace, n.id) IS UNIQUE",
        f"CREATE FULLTEXT INDEX liantu_names IF NOT EXISTS FOR (n:{MARK}) "
        f"ON EACH [n.{s.NAME.name}, n.{s.ALIASES.name}] OPTIONS {{indexConfig: {{`fulltext.analyzer`: 'cjk'}}}}",
    ]


def merge_nodes(label: str) -> str:
    """Return the load of `$rows` into nodes of one label; a property that a row does not give is removed."""
    return f"UNWIND $rows AS row MERGE (n{_ROW}.id}}) SET n:{label}, n = row, n.workspace = $workspace, n.build = $build"


def merge_edges(edge: EdgeType) -> str:
    """Return the load of `$rows` {id, source, target, props} into edges of one type, and how many found both ends."""
    return (
        f"UNWIND $rows AS row MATCH (a{_ROW}.source}}) MATCH (b{_ROW}.target}}) "
        f"MERGE (a)-[e:{edge.name} {{id: row.id}}]->(b) "
        "SET e = row.props, e.workspace = $workspace, e.build = $build RETURN count(e) AS n"
    )


def mark_firms() -> list[str]:
    """Return the statements that derive :Resident and :Invitee, so that a naive look at the graph cannot mix them up."""
    firm = f"MATCH (n:{s.FIRM.name}{_OURS})"
    invited = (
        f"(EXISTS {{ MATCH (n)<-[i:{s.INVITES.name}]-() WHERE i.workspace = $workspace }} "
        f"OR EXISTS {{ MATCH (n)-[i:{s.INVITED_FOR.name}]->() WHERE i.workspace = $workspace }})"
    )
    return [
        f"{firm} REMOVE n:{RESIDENT}:{INVITEE}",
        f"{firm} WHERE n.resident SET n:{RESIDENT}",
        f"{firm} WHERE NOT coalesce(n.resident, false) AND {invited} SET n:{INVITEE}",
    ]


def start_build() -> str:
    """Return the claim of the workspace by this write; the lock it takes makes two writers follow each other."""
    return f"MERGE (n:{MARK} {{workspace: $workspace, id: '{BUILD_ID}'}}) SET n:{BUILD_LABEL}, n.state = '{BUILDING}', n.build = $build"


def finish_build() -> str:
    """Return the switch to ready, which finds nothing when another writer has begun since."""
    return (
        f"MATCH (n:{BUILD_LABEL}{_OURS}) WHERE n.build = $build "
        "SET n = $row, n.workspace = $workspace, n.build = $build RETURN count(n) AS n"
    )


def cleanup() -> list[str]:
    """Return the statements that remove at most `$limit` of our edges and nodes that this build did not write.

    An edge that a stranger drew between our nodes stays; each statement returns how many it removed.
    """
    edges = [
        f"MATCH ({_OURS})-[e:{edge.name} {{workspace: $workspace}}]->() WHERE e.build <> $build "
        "WITH e LIMIT $limit DELETE e RETURN count(e) AS n"
        for edge in s.SCHEMA.edges
    ]
    return [*edges, f"MATCH (n{_OURS}) WHERE n.build <> $build WITH n LIMIT $limit DETACH DELETE n RETURN count(n) AS n"]


def read_build() -> str:
    """Return the query of the build node: state, build and the words about it."""
    return f"MATCH (n:{BUILD_LABEL}{_OURS}) RETURN properties(n) AS row"


def read_nodes(label: str) -> str:
    """Return the query of our nodes of one label."""
    return f"MATCH (n:{label}{_OURS}) RETURN properties(n) AS row"


def read_edges(edge: EdgeType) -> str:
    """Return the query of our edges of one type."""
    return f"MATCH (a{_OURS})-[e:{edge.name} {{workspace: $workspace}}]->(b) RETURN a.id AS source, b.id AS target, properties(e) AS row"
