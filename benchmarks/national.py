"""The national tables into Ladybug and into a real Neo4j, whole, first and again, beside the row-by-row way in the same run.

`python benchmarks/national.py [folder of the tables] [ladybug|neo4j]`: PASS or FAIL lines, exit code 1 on a FAIL. Without the tables,
or without Java for the server (NEO4J_URI names another), that part is skipped, which is said. Rows one by one are sampled and scaled.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from liantu.graph.national.model import NationalGraph
from liantu.graph.national.schema import NATIONAL
from liantu.graph.national.statements import load_edges, load_nodes
from liantu.graph.store.national import by_source, open_national
from liantu.loaders.national import read_national

TABLES = Path(os.environ.get("LIANTU_CKG") or Path(__file__).resolve().parents[2] / "shared" / "ckg")
EMBEDDED, FIRST, AGAIN, TIMES = 5.0, 30.0, 12.0, 50.0
SAMPLE = 150  # rows of each label and edge type that are sent one by one
Server = tuple[str, str, str]
Send = Callable[[str, dict[str, Any]], object]


def judge(title: str, value: float, limit: float, *, most: bool = True) -> bool:
    """Print one line; `most`: the limit is an upper one."""
    passed = value <= limit if most else value >= limit
    unit = "s" if most else "times"
    print(f"{'PASS' if passed else 'FAIL'}  {title}: {value:.2f} {unit} ({'≤' if most else '≥'} {limit:g})", flush=True)
    return passed


def took(act: Callable[[], object]) -> float:
    """Return the seconds by the clock of a call."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def embedded(graph: NationalGraph) -> bool:
    """Judge the load into a file, least of three."""
    with tempfile.TemporaryDirectory() as folder, open_national(f"ladybug:{Path(folder, 'n.lbug')}") as store:
        began = time.process_time()
        seconds = min(took(lambda: store.write_national(graph)) for _ in range(3))
        size, own = store.path.stat().st_size / 1e6, (time.process_time() - began) / 3
    return judge(f"Ladybug, whole file, least of 3 ({size:.0f} MB; {own:.1f} s of processor time)", seconds, EMBEDDED)


@contextmanager
def server() -> Iterator[Server | None]:
    """Yield (uri, user, password) of NEO4J_URI or of a server of our own with 1 GB; None where there is no Java."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "integration"))
    from neo4j_server.jars import missing
    from neo4j_server.server import running_server

    if uri := os.environ.get("NEO4J_URI"):
        yield uri, os.environ.get("NEO4J_USER", "neo4j"), os.environ.get("NEO4J_PASSWORD", "")
    elif reason := missing():
        print(f"SKIP  Neo4j: {reason}")
        yield None
    else:
        with running_server() as address:
            yield address


def on_server(graph: NationalGraph, at: Server) -> list[bool]:
    """Judge first load, load again, and the first against rows one by one through py2neo; the official driver stands beside."""
    os.environ["NEO4J_USER"], os.environ["NEO4J_PASSWORD"] = at[1:]
    with open_national(f"{at[0]}?workspace=bench-national") as store:
        store.drop()
        first = took(lambda: store.write_national(graph))
        again = took(lambda: store.write_national(graph))
        store.drop()
    rows, times = graph.node_count + graph.edge_count, {}
    for name, connect in (("official driver", official), ("py2neo", py2neo)):
        with connect(at) as send:
            if send:
                times[name] = one_by_one(graph, send)
                speed = f"{rows / times[name]:,.0f} a second, {times[name] / first:.1f} times as long as batches"
                print(f"      row by row, {name}, a transaction each, {SAMPLE} of each kind, scaled: {times[name]:,.0f} s ({speed})")
    good = [judge(f"Neo4j, {rows} rows into an empty workspace ({rows / first:,.0f} a second)", first, FIRST)]
    good += [judge("Neo4j, the same again", again, AGAIN)]
    return [*good, judge("Neo4j, batches against row by row", max(times.values()) / first, TIMES, most=False)]


@contextmanager
def official(at: Server) -> Iterator[Send | None]:
    """Yield a way to send one statement in a transaction of its own through the official driver."""
    import neo4j

    with neo4j.GraphDatabase.driver(at[0], auth=at[1:]) as driver, driver.session() as session:
        yield lambda text, given: session.run(text, given).consume()


@contextmanager
def py2neo(at: Server) -> Iterator[Send | None]:
    """Yield the same through py2neo; None where the extra is not installed."""
    try:
        import py2neo as library
    except ImportError:
        print("SKIP  row by row through py2neo: not installed")
        yield None
        return
    graph = library.Graph(at[0], auth=at[1:])
    yield lambda text, given: graph.run(text, given)
    graph.service.connector.close()


def one_by_one(graph: NationalGraph, send: Send) -> float:
    """Return the seconds all rows would take, each in a transaction of its own, in a workspace that holds only the sample."""
    given, total = {"workspace": "bench-single", "build": "x"}, 0.0
    for text, rows, ends in kinds(graph):
        for merge, nodes in ends:
            send(merge, given | {"rows": nodes})
        send(text, given | {"rows": rows[:1]})  # the plan of the statement is made once
        seconds = took(lambda text=text, rows=rows: [send(text, given | {"rows": [row]}) for row in rows])
        total += seconds / len(rows) * sizes(graph)[text]
    send("MATCH (n {workspace: $workspace}) DETACH DELETE n", given)
    return total


def sizes(graph: NationalGraph) -> dict[str, int]:
    """Return statement → how many rows there are for it."""
    nodes = {load_nodes(t): len(graph.nodes[t.name]) for t in NATIONAL.nodes}
    return nodes | {load_edges(t): len(graph.edges[t.name]) for t in NATIONAL.edges}


def kinds(graph: NationalGraph) -> Iterator[tuple[str, list[Any], list[tuple[str, list[Any]]]]]:
    """Yield, for each kind of row, its statement, a sample of rows, and the nodes that must be there first, with their statements."""
    for node in NATIONAL.nodes:
        yield load_nodes(node), sample(graph.nodes[node.name]), []
    for edge in NATIONAL.edges:
        rows = sample(graph.edges[edge.name])
        ids, labels = {end for row in rows for end in row[:2]}, {label for pair in edge.pairs for label in pair}
        ends = [(load_nodes(t), [list(r) for r in graph.nodes[t.name] if r[0] in ids]) for t in NATIONAL.nodes if t.name in labels]
        yield load_edges(edge), [by_source([row])[0] for row in rows], ends


def sample(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Return rows at even steps."""
    return [list(row) for row in rows[:: max(len(rows) // SAMPLE, 1)][:SAMPLE]]


def main(arguments: list[str]) -> int:
    """Judge what was asked for; return the exit code."""
    folders, parts = [a for a in arguments if a not in ("ladybug", "neo4j")], [a for a in arguments if a in ("ladybug", "neo4j")]
    folder = Path(folders[0]) if folders else TABLES
    if not folder.is_dir():
        print(f"SKIP  national graph: no tables at {folder}")
        return 0
    began = time.perf_counter()
    graph = read_national(folder)
    print(f"      tables read in {time.perf_counter() - began:.1f} s: {graph.node_count} nodes, {graph.edge_count} edges", flush=True)
    good = [embedded(graph)] if "neo4j" not in parts else []
    if "ladybug" not in parts:
        with server() as at:
            good += on_server(graph, at) if at else []
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
