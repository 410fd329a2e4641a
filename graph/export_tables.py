"""Tables: jsonl (the contract), csv for the office, parquet for notebooks, csv for neo4j-admin. Pure: data → bytes by file."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any

from . import cypher
from . import schema as s
from .errors import StoreError
from .rows import BUILD_LABEL, CLAIM_COLUMNS, CLAIM_LABEL, Row, by_type, claim_row, columns, meta_row, row_of
from .snapshot import Edge, GraphData, Node
from .spec import EdgeType, NodeType, PropType

TOP = (s.NAME.name, s.NAME_EN.name, s.ALIASES.name)  # stand beside `props`, not in it
LIST_MARK = "；"  # between the items of a list in a cell for people
UNIT = "\x1f"  # the same for neo4j-admin: a control character, which no text of ours can hold
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")  # what office programs may take for the start of a formula
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?%?")
_NEO4J_TYPE: dict[PropType, str] = {"str": "", "int": ":long", "float": ":double", "bool": ":boolean", "list": ":string[]"}


def jsonl(data: GraphData) -> dict[str, bytes]:
    """Return nodes.jsonl, edges.jsonl and claims.jsonl, byte-true."""
    return {
        "nodes.jsonl": _lines(map(_node, data.nodes)),
        "edges.jsonl": _lines(map(_edge, data.edges)),
        "claims.jsonl": _lines({k: v for k, v in c.as_row().items() if k != "key" or v} for c in data.claims),
    }


def _lines(rows: Iterable[Mapping[str, Any]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def _node(node: Node) -> Row:
    top = {"name": node.props.get(TOP[0]), "name_en": node.props.get(TOP[1]), "aliases": node.props.get(TOP[2], [])}
    props = {k: node.props[k] for k in sorted(node.props) if k not in TOP}
    if node.type == s.FIRM.name:
        props.setdefault("resident", None)
    return {"id": node.id, "type": node.type, **top, "props": props, "claims": list(node.claims)}


def _edge(edge: Edge) -> Row:
    props = {k: edge.props[k] for k in sorted(edge.props)}
    return {**_ends(edge), "props": props, "claims": list(edge.claims)}


def _ends(edge: Edge) -> Row:
    return {"id": edge.id, "type": edge.type, "source": edge.source, "target": edge.target}


def csv_files(data: GraphData) -> dict[str, bytes]:
    """Return nodes.csv, edges.csv and claims.csv for office programs: utf-8 with BOM, formulas made harmless."""
    return {name + ".csv": _office(rows, list(types)) for name, (types, rows) in wide(data).items()}


def wide(data: GraphData) -> dict[str, tuple[dict[str, PropType], list[Row]]]:
    """Return the three tables as rows with a column for every property of any type."""
    nodes = [{"type": n.type, **row_of(n)} for n in data.nodes]
    edges = [{**_ends(e), **row_of(e)} for e in data.edges]
    return {
        "nodes": (_columns(s.SCHEMA.nodes, ()), nodes),
        "edges": (_columns(s.SCHEMA.edges, ("source", "target")), edges),
        "claims": (dict.fromkeys(CLAIM_COLUMNS, "str"), [claim_row(c) for c in data.claims]),
    }


def _columns(declared: Sequence[NodeType | EdgeType], ends: tuple[str, ...]) -> dict[str, PropType]:
    every: dict[str, PropType] = {name: kind for t in declared for name, kind in columns(t).items() if name != "claims"}
    return {"id": "str", "type": "str", **dict.fromkeys(ends, "str"), **every, "claims": "list"}


def _office(rows: Iterable[Row], names: list[str]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([names, *([harmless(_cell(row.get(n), LIST_MARK)) for n in names] for row in rows)])
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object, between: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return between.join(value) if isinstance(value, list) else str(value)


def harmless(cell: str) -> str:
    """Return a cell that no office program runs: what could start a formula gets a quote in front, numbers do not.

    >>> harmless('=HYPERLINK("http://x")'), harmless("-3.5%"), harmless("锂电")
    ('\\'=HYPERLINK("http://x")', '-3.5%', '锂电')
    """
    return "'" + cell if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def parquet(data: GraphData) -> dict[str, bytes]:
    """Return nodes.parquet, edges.parquet and claims.parquet, byte-true. Raises StoreError without the extra."""
    try:
        pa, pq = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        raise StoreError("parquet 需要附加组件，请运行 pip install 'liantu[parquet]' / parquet needs an extra") from None
    kinds = {"str": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_(), "list": pa.list_(pa.string())}
    files = {}
    for name, (types, rows) in wide(data).items():
        table = pa.Table.from_pylist(rows, pa.schema([(n, kinds[kind]) for n, kind in types.items()]))
        out = io.BytesIO()
        pq.write_table(table, out)
        files[name + ".parquet"] = out.getvalue()
    return files


def neo4j_csv(data: GraphData) -> dict[str, bytes]:
    """Return one file per label and edge type, and import.txt with the neo4j-admin command that loads them.

    The database that comes out is one our Neo4j store can read: labels, workspace and build node are there.
    """
    invited = {e.target for e in data.edges if e.type == s.INVITES.name}
    invited |= {e.source for e in data.edges if e.type == s.INVITED_FOR.name}
    files = {}
    for name, nodes in by_type(data.nodes).items():
        rows = [{**row_of(n), ":LABEL": [name, cypher.MARK, *_firm_label(n, invited)]} for n in nodes]
        files[f"nodes-{name}.csv"] = _admin(rows, columns(s.SCHEMA.node(name)), ":LABEL")
    files[f"nodes-{CLAIM_LABEL}.csv"] = _plain_nodes(CLAIM_LABEL, [claim_row(c) for c in data.claims])
    files[f"nodes-{BUILD_LABEL}.csv"] = _plain_nodes(BUILD_LABEL, [meta_row(data.meta)])
    for name, edges in by_type(data.edges).items():
        rows = [{**row_of(e), ":START_ID": e.source, ":END_ID": e.target, ":TYPE": e.type} for e in edges]
        edge_type = next(t for t in s.SCHEMA.edges if t.name == name)
        files[f"edges-{name}.csv"] = _admin(rows, columns(edge_type), ":START_ID", ":END_ID", ":TYPE")
    return {**files, "import.txt": _command(sorted(files)).encode()}


def _firm_label(node: Node, invited: set[str]) -> list[str]:
    if node.type != s.FIRM.name:
        return []
    if node.props.get("resident") is True:
        return [cypher.RESIDENT]
    return [cypher.INVITEE] if node.id in invited else []


def _plain_nodes(label: str, rows: list[Row]) -> bytes:
    first = rows[0] if rows else {"id": ""}
    types: dict[str, PropType] = {name: "list" if isinstance(value, list) else "str" for name, value in first.items()}
    return _admin([{**row, ":LABEL": [label, cypher.MARK]} for row in rows], types, ":LABEL")


def _admin(rows: list[Row], types: Mapping[str, PropType], *special: str) -> bytes:
    own = {"workspace": "default", "build": "import"}
    header = [*(_admin_column(n, k, node=":LABEL" in special) for n, k in types.items()), *own, *special]
    names = [*types, *own, *special]
    lines: list[list[Any]] = [header, *([{**own, **row}.get(n) for n in names] for row in rows)]
    return "".join(map(_quoted_line, lines)).encode()


def _quoted_line(values: Iterable[object]) -> str:
    """Return a line in which a value stands in quotes and an absent one does not: that is how empty text differs from none."""
    cells = ("" if v is None else '"' + _cell(v, UNIT).replace('"', '""') + '"' for v in values)
    return ",".join(cells) + "\n"


def _admin_column(name: str, kind: PropType, *, node: bool) -> str:
    return "id:ID" if name == "id" and node else name + _NEO4J_TYPE[kind]


def _command(files: list[str]) -> str:
    options = [f"--{f.partition('-')[0].replace('edges', 'relationships')}={f}" for f in files]
    switches = ["--multiline-fields=true", "--array-delimiter=U+001F", "--quote='\"'"]
    return " \\\n  ".join(["neo4j-admin database import full neo4j", *switches, *options]) + "\n"
