"""A real Neo4j server: `neo4j://user:password@host:port?workspace=NAME&database=DB`. Only what is ours is ever touched."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from .. import cypher
from .. import schema as s
from ..errors import StoreError
from ..integrity import check_integrity
from ..rows import CLAIM_LABEL, READY, Row, claim_of, columns, edge_of, graph_of, node_of
from ..snapshot import Edge, GraphData
from ..spec import EdgeType
from .address import Address, parse_address
from .base import Closing
from .load import BATCH, Statement, load
from .neo4j_faults import refused, unreachable
from .parameters import filled
from .plain import label_of, plain, thing

if TYPE_CHECKING:
    import neo4j

ONE_TRANSACTION = 50_000  # rows; above, readers see the build node instead
CONNECT_SECONDS, RETRY_SECONDS = 10.0, 15.0
_SILENT = logging.NullHandler()


class Neo4jStore(Closing):
    """A graph in one workspace of a Neo4j database. Raises StoreError at once when the server refuses us."""

    speaks_cypher = True
    read_build = staticmethod(cypher.read_build)
    cleanup = staticmethod(cypher.cleanup)
    build_first = "请先 build / no graph in this workspace, build first"

    def __init__(self, url: str) -> None:
        self._address = parse_address(url)
        self.url = self._address.shown
        self.workspace = self._address.workspace
        with self._clear():
            self._driver = _driver(self._address)
            try:
                with self._session(read=True) as session:
                    session.run("RETURN 1").consume()
            except Exception:
                self._driver.close()
                raise

    def write(self, data: GraphData) -> None:
        """Replace the graph of this workspace. Raises DataError for a broken graph, StoreError where the server fails.

        Up to 50,000 rows in one transaction; above, in batches while the build node says so. MERGE makes a batch that
        the driver sends again harmless. Cost: linear, about 5,000 rows a second.
        """
        check_integrity(data)
        build = {"workspace": self.workspace, "build": secrets.token_hex(8)}
        rows = len(data.nodes) + len(data.edges) + len(data.claims)
        steps: Iterable[list[Statement]] = ([step] for step in load(data, build))
        self.send(cypher.constraints(), [list(load(data, build))] if rows <= ONE_TRANSACTION else steps)

    def send(self, schema: Iterable[str], batches: Iterable[list[Statement]]) -> None:
        """Run the statements of a schema, then each batch in a transaction of its own. Raises StoreError."""
        with self._clear(), self._session() as session:
            for text in schema:
                session.run(text).consume()
            for batch in batches:
                session.execute_write(partial(_run_all, batch))

    def drop(self) -> None:
        """Remove this workspace from the server: every node and edge of ours, nobody else's."""
        nothing = {"workspace": self.workspace, "build": "", "limit": BATCH}
        self.send([], ([(text, nothing)] for text in self.cleanup()))

    def read(self) -> GraphData:
        """Return the graph. Raises StoreError where there is none, it is not ready, or a writer keeps replacing it."""
        with self._clear(), self._session(read=True) as session:
            for _ in range(3):
                before, found, after = session.execute_read(self._read)
                if before["build"] == after["build"]:
                    return found
        raise StoreError(f"{self.url}：图正被改写，请稍后重试 / the graph is being replaced, retry later")

    def _read(self, tx: neo4j.ManagedTransaction) -> tuple[Row, GraphData, Row]:
        run = partial(tx.run, parameters={"workspace": self.workspace})
        before = self._ready(run(self.read_build()))
        claims = [claim_of(r["row"]) for r in run(cypher.read_nodes(CLAIM_LABEL))]
        nodes = [node_of(t.name, _declared(r["row"], columns(t))) for t in s.SCHEMA.nodes for r in run(cypher.read_nodes(t.name))]
        edges = [_edge(t, r) for t in s.SCHEMA.edges for r in run(cypher.read_edges(t))]
        found = graph_of(nodes, edges, claims, before)
        return before, found, self._ready(run(self.read_build()))

    def _ready(self, result: neo4j.Result) -> Row:
        record = result.single()
        if record is None:
            raise StoreError(f"{self.url}：工作区 {self.workspace} 还没有图，{self.build_first}")
        if record["row"]["state"] != READY:
            raise StoreError(f"{self.url}：图尚未写完，请等写入结束或重新 build / the graph is not ready, wait or build again")
        return dict(record["row"])

    def query(self, text: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        """Run Cypher (reading only) and return plain rows; `$workspace` is filled in. Raises StoreError."""
        given = filled(text, params, self.workspace)
        with self._clear(), self._session(read=True) as session:
            return session.execute_read(lambda tx: self._rows(tx, text, given))

    def _rows(self, tx: neo4j.ManagedTransaction, text: str, params: Row) -> list[Row]:
        self._ready(tx.run(self.read_build(), workspace=self.workspace))
        result = tx.run(text, params)
        return [{k: _plain(v) for k, v in dict(record).items()} for record in result]

    def close(self) -> None:
        """Close the connections."""
        self._driver.close()

    def _session(self, *, read: bool = False) -> neo4j.Session:
        return self._driver.session(database=self._address.database, default_access_mode="READ" if read else "WRITE")

    @contextmanager
    def _clear(self) -> Iterator[None]:
        """Turn what the driver raises into one clear line; the password is in none of them."""
        import neo4j.exceptions as e

        try:
            yield
        except e.AuthError:
            raise StoreError(f"{self.url}：登录被拒绝，请检查用户名和密码 / login refused, check NEO4J_USER and NEO4J_PASSWORD") from None
        except (e.ServiceUnavailable, e.SessionExpired, e.ConfigurationError, OSError, ValueError) as error:
            raise StoreError(f"{self.url}：{unreachable(error)}") from None
        except (e.Neo4jError, e.DriverError) as error:
            raise StoreError(f"{self.url}：{refused(error)}") from None


def _driver(address: Address) -> neo4j.Driver:
    import neo4j

    logging.getLogger("neo4j").addHandler(_SILENT)  # else Python prints what the driver logs before our one line
    return neo4j.GraphDatabase.driver(
        address.server,
        auth=(address.user, address.password),
        connection_timeout=CONNECT_SECONDS,
        max_transaction_retry_time=RETRY_SECONDS,
        notifications_min_severity="OFF",
    )


def _run_all(statements: list[Statement], tx: neo4j.ManagedTransaction) -> None:
    for text, params in statements:
        record = tx.run(text, params).single()
        while "limit" in params and record and record["n"] == params["limit"]:
            record = tx.run(text, params).single()
        if "expected" in params and (record is None or record["n"] != params["expected"]):
            raise StoreError("另一个写入抢先开始，请重新 build / another writer began since, build again")


def _declared(row: Mapping[str, Any], names: Iterable[str]) -> Row:
    return {name: row.get(name) for name in names}


def _edge(edge_type: EdgeType, record: neo4j.Record) -> Edge:
    return edge_of(edge_type.name, record["source"], record["target"], _declared(record["row"], columns(edge_type)))


def _plain(value: Any) -> Any:
    import neo4j.graph as g

    if isinstance(value, list):
        return [_plain(v) for v in value]
    if isinstance(value, g.Node):
        return thing(label_of(value.labels), value)
    if isinstance(value, g.Relationship):
        return thing(value.type, value)
    if isinstance(value, g.Path):
        return {"nodes": [_plain(n) for n in value.nodes], "edges": [_plain(e) for e in value.relationships]}
    return plain(value)
