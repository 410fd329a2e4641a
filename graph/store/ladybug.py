"""The embedded store: one Ladybug file, replaced as a whole. A kill at any point leaves the old file or the new one."""

from __future__ import annotations

import ctypes
import os
import re
import secrets
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from .. import ddl
from .. import schema as s
from ..claims import Claim
from ..errors import StoreError
from ..integrity import check_integrity
from ..rows import BUILD_LABEL, CLAIM_LABEL, READY, Row, by_type, claim_of, claim_row, columns, edge_of, graph_of, meta_row, node_of, row_of
from ..snapshot import Edge, GraphData
from ..spec import EdgeType, PropType
from .base import Closing
from .parameters import filled
from .plain import plain
from .text_rows import copied_from, write_rows

if TYPE_CHECKING:
    import ladybug

    Fill = Callable[[ladybug.Connection, Path], None]

MEMORY_BYTES, FILE_BYTES = 1 << 30, 1 << 36  # buffer pool, and the address space that is reserved for one file
ABANDONED_SECONDS = 3600
BATCH_ROWS = 250


class LadybugStore(Closing):
    """A graph in one file, `ladybug:PATH`. Reading never locks other readers out; writing makes a new file and switches."""

    speaks_cypher = True

    def __init__(self, url: str, read_only: bool = False) -> None:
        self.url = url
        self.path = Path(url.partition(":")[2]).expanduser()
        self.read_only = read_only
        self._opening = threading.Lock()
        self._open: tuple[ladybug.Database, tuple[int, int]] | None = None
        if self.path == Path():
            raise StoreError("地址缺少文件，应为 ladybug:路径 / the address names no file, write ladybug:PATH")

    def write(self, data: GraphData) -> None:
        """Replace the graph. Raises DataError for a broken graph, StoreError where the file cannot be written.

        Cost: linear; about 1 s and 17 MB for 100 K nodes with 164 K edges.
        """
        check_integrity(data)
        self.replace(lambda connection, folder: _fill(connection, data, folder))

    def replace(self, fill: Fill) -> None:
        """Put a new file in the place of the old: `fill` writes all of it, with a folder for text files to copy from. Raises StoreError."""
        if self.read_only:
            raise StoreError(f"{self.path} 以只读方式打开，不能写入 / opened read-only, cannot write")
        building = self.path.with_name(f"{self.path.name}.building-{secrets.token_hex(4)}")
        try:
            with _clear(self.path):
                self._remove_abandoned()
                building.mkdir(parents=True)
                _build(building / "new", fill)
                self.close()
                _switch(building / "new", self.path)
        finally:
            shutil.rmtree(building, ignore_errors=True)  # with the logs, locks and shadows the driver leaves where it fails
            _give_memory_back()

    def _remove_abandoned(self) -> None:
        """Remove what killed writers left, once it is old enough that no writer can still be at it."""
        for left in self.path.parent.glob(f"{self.path.name}.building-*"):
            with suppress(OSError):  # of another writer, which may be removing it just now
                if time.time() - left.stat().st_mtime > ABANDONED_SECONDS:
                    shutil.rmtree(left, ignore_errors=True)

    def read(self) -> GraphData:
        """Return the graph. Raises StoreError where the file is absent, held by a writer, or not ours."""
        with self._reading() as connection:
            build = _build_row(connection)
            claims = [claim_of(row) for row in _table(connection, CLAIM_LABEL, ddl.CLAIM_TYPES)]
            labels = {name: types for name, types in ddl.node_tables().items() if name not in (CLAIM_LABEL, BUILD_LABEL)}
            nodes = [node_of(name, row) for name, types in labels.items() for row in _table(connection, name, types)]
            edges = [edge for edge_type in s.SCHEMA.edges for edge in _edges(connection, edge_type)]
        return graph_of(nodes, edges, claims, build)

    def query(self, text: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        """Run Cypher (reading only) and return plain rows; `$workspace` is filled in. Raises StoreError."""
        given = filled(text, params, ddl.WORKSPACE)
        with self._connection() as connection:
            result = connection.execute(text, given)
            if isinstance(result, list):
                raise StoreError("一次只能执行一条语句 / one statement at a time")
            names = result.get_column_names()
            return [dict(zip(names, map(plain, cast("Sequence[Any]", row)), strict=True)) for row in result.get_all()]

    def close(self) -> None:
        """Release the file."""
        if self._open:
            self._open[0].close()
            self._open = None

    @contextmanager
    def _reading(self) -> Iterator[ladybug.Connection]:
        """Connect by a database of its own: what it holds of the file (100 MB of ours) is given back when the whole graph is read."""
        import ladybug

        with _clear(self.path):
            self._stamp()
            database = _database(self.path, read_only=True)
            try:
                connection = ladybug.Connection(database)
                try:
                    yield connection
                finally:
                    connection.close()
            finally:
                database.close()
                _give_memory_back()

    @contextmanager
    def _connection(self) -> Iterator[ladybug.Connection]:
        import ladybug

        with _clear(self.path):
            connection = ladybug.Connection(self._database())
            try:
                yield connection
            finally:
                connection.close()

    def _database(self) -> ladybug.Database:
        """Return the open file; opens it again when a writer has switched it since."""
        stamp = self._stamp()
        with self._opening:
            if self._open is None or self._open[1] != stamp:  # the old one closes when its last reader is through
                self._open = (_database(self.path, read_only=True), stamp)
            return self._open[0]

    def _stamp(self) -> tuple[int, int]:
        if not self.path.is_file():
            raise StoreError(f"没有图文件 {self.path}，请先运行 liantu build / no graph file, run `liantu build` first")
        stat = self.path.stat()
        return stat.st_ino, stat.st_mtime_ns


def _database(path: Path, *, read_only: bool) -> ladybug.Database:
    import ladybug

    return ladybug.Database(os.fsencode(path).decode("utf-8"), read_only=read_only, buffer_pool_size=MEMORY_BYTES, max_db_size=FILE_BYTES)


def _build(path: Path, fill: Fill) -> None:
    """Write a fresh file and close it, so that no write-ahead log is left beside it."""
    import ladybug

    database = _database(path, read_only=False)
    try:
        connection = ladybug.Connection(database)
        try:
            fill(connection, path.parent)
        finally:
            connection.close()
    finally:
        database.close()
    if _log(path).exists():
        raise StoreError(f"{path.parent}：图文件未能写完，请检查磁盘空间 / the graph file was not finished, check the disk")


def _fill(connection: ladybug.Connection, data: GraphData, folder: Path) -> None:
    for statement in ddl.ladybug_ddl():
        connection.execute(statement)
    nodes = by_type(data.nodes)
    for name, types in ddl.node_tables().items():
        if name != CLAIM_LABEL:
            _create_nodes(connection, name, types, map(row_of, nodes.get(name, [])) if name != BUILD_LABEL else [meta_row(data.meta)])
    _copy_claims(connection, data.claims, folder / "claims.csv")
    types_of = {n.id: n.type for n in data.nodes}
    for name, edges in by_type(data.edges).items():
        edge_type = s.SCHEMA.edge(name)
        assert edge_type is not None
        for pair in edge_type.pairs:
            among = [e for e in edges if (types_of[e.source], types_of[e.target]) == pair]
            _copy_edges(connection, edge_type, pair, among, folder / "edges.csv")


def _create_nodes(connection: ladybug.Connection, label: str, types: Mapping[str, PropType], rows: Iterable[Row]) -> None:
    """Create nodes in batches, rows made as they are needed: their lists hold any words, which no text file can (text_rows)."""
    text, todo = ddl.create_nodes(label, types), iter(rows)
    while batch := [_filled(row, types) for row in islice(todo, BATCH_ROWS)]:
        connection.execute(text, {"rows": batch, "workspace": ddl.WORKSPACE})


def _copy_claims(connection: ladybug.Connection, claims: Sequence[Claim], file: Path) -> None:
    """Copy the claims by way of a text file: one in five of the time of CREATE (docs/benchmarks.md)."""
    if claims:
        write_rows(file, ((*map(claim_row(claim).get, ddl.CLAIM_TYPES), ddl.WORKSPACE) for claim in claims))
        connection.execute(ddl.copy_nodes(CLAIM_LABEL, copied_from(file)))


def _copy_edges(connection: ladybug.Connection, edge_type: EdgeType, pair: tuple[str, str], edges: list[Edge], file: Path) -> None:
    """Copy the edges of a pair, all in one statement: a second COPY into a table that holds edges can end the process (tried)."""
    if edges:
        write_rows(file, ((e.source, e.target, *map(row_of(e).get, columns(edge_type))) for e in edges))
        connection.execute(ddl.copy_edges(edge_type, pair, copied_from(file)))


def _filled(row: Row, names: Iterable[str]) -> Row:
    """Return a row with every column: the rows of one statement must have the same keys."""
    return {name: row.get(name) for name in names}


def _build_row(connection: ladybug.Connection) -> Row:
    row = next(_table(connection, BUILD_LABEL, ddl.BUILD_TYPES), {})
    if row.get("state") != READY:
        raise StoreError("图文件不完整，请重新运行 liantu build / the graph file is incomplete, run `liantu build` again")
    return row


def _table(connection: ladybug.Connection, label: str, types: Mapping[str, PropType]) -> Iterator[Row]:
    return (dict(zip(types, row, strict=True)) for row in _rows(connection, ddl.read_nodes(label, types)))


def _edges(connection: ladybug.Connection, edge_type: EdgeType) -> Iterator[Edge]:
    for source, target, *values in _rows(connection, ddl.read_edges(edge_type)):
        yield edge_of(edge_type.name, source, target, dict(zip(columns(edge_type), values, strict=True)))


def _rows(connection: ladybug.Connection, text: str) -> Iterator[Any]:
    """Yield the rows of a result one at a time: the whole of it as lists would be the peak of a command's memory."""
    result = cast("ladybug.QueryResult", connection.execute(text))
    while result.has_next():
        yield result.get_next()


def _give_memory_back() -> None:
    """Have glibc return what the driver freed: it keeps 160 MB after a build, and a report often follows in the same process."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library has no such call
            ctypes.CDLL(None).malloc_trim(0)


def _switch(new: Path, path: Path) -> None:
    with new.open("rb+") as file:
        os.fsync(file.fileno())
    _log(path).unlink(missing_ok=True)  # of a stranger's session on the old file; it must not meet the new one
    os.replace(new, path)


def _log(path: Path) -> Path:
    return path.with_name(path.name + ".wal")


_BROKEN = "不是完好的图文件，请重新运行 liantu build / not a sound graph file, run `liantu build` again"
_FULL = r"No space left|Cannot write to file|File too large|checkpoint failed.*Cannot read"
_FAULTS = (  # what the driver or the system says → what to do
    (r"^(?:Parser|Binder) exception(?!: Table LiantuBuild)", ""),
    (r"Lock is held by PID (\d+)", "图文件正被进程 PID {} 占用，请关闭后重试 / held by another process, close it and retry"),
    (r"Could not set lock|used by another process", "图文件正被占用，请关闭打开它的程序 / the file is in use, close what has it open"),
    (_FULL, "磁盘已满，请腾出空间后重试 / the disk is full, free some space and retry"),
    (r"Permission denied|Read-only file system|Access is denied", "没有权限，请换一个文件夹 / permission denied, choose another folder"),
    (r"File exists|[Dd]irectory", "这个位置不能存放图文件，请换一个 / no graph file can be kept here, choose another place"),
    (r"Table LiantuBuild|not a valid|Cannot read checkpoint|Assertion failed|[Cc]hecksum|[Cc]orrupt|storage version|can't decode", _BROKEN),
)  # fmt: skip


@contextmanager
def _clear(path: Path) -> Iterator[None]:
    """Turn what the driver and the system raise into one clear line."""
    try:
        yield
    except (RuntimeError, OSError, UnicodeError) as error:
        raise StoreError(_message(path, str(error))) from error


def _message(path: Path, said: str) -> str:
    for pattern, advice in _FAULTS:
        if found := re.search(pattern, said):
            if advice:
                return f"{path}：{advice.format(*found.groups())}"
            break
    return f"查询失败：{said.partition(chr(10))[0]} / the query failed"
