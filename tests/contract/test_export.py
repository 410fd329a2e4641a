"""Every format: what goes out can be read back, shows residents only unless asked, and is the same bytes each time."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings

from builders import HOSTILE, claim, graph, graphs, joined, small
from liantu.graph import schema as s
from liantu.graph.claims import Claim
from liantu.graph.errors import NotFound, StoreError
from liantu.graph.export import FORMATS, counts, export, scoped
from liantu.graph.export_tables import harmless
from liantu.graph.nx import VIEWS, to_networkx
from liantu.graph.snapshot import Edge, GraphData, Node, sorted_data
from storing import cypher_store, same

MAKERS = {"link:cathode": 1}
OUTSIDERS = ("firm:away", "firm:wanted", "firm:unknown")
many = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


def read_lines(path: Path) -> list[dict]:
    """The rows of a jsonl file; only \\n ends a line there."""
    return [json.loads(line) for line in path.read_bytes().split(b"\n")[:-1]]


def read_manifest(folder: Path) -> dict:
    """The manifest of an export."""
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def read_jsonl(folder: Path) -> GraphData:
    """The graph of an export, read by its contract and nothing else."""
    nodes = []
    for row in read_lines(folder / "nodes.jsonl"):
        top = {k: row[k] for k in ("name", "name_en") if row[k] is not None} | ({"aliases": row["aliases"]} if row["aliases"] else {})
        props = {k: v for k, v in row["props"].items() if v is not None}
        nodes.append(Node(row["id"], row["type"], {**top, **props}, tuple(row["claims"])))
    edges = [Edge(r["id"], r["type"], r["source"], r["target"], r["props"], tuple(r["claims"])) for r in read_lines(folder / "edges.jsonl")]
    claims = [Claim(**{k: v for k, v in r.items() if k != "id"}) for r in read_lines(folder / "claims.jsonl")]
    return sorted_data(nodes, edges, claims, {})


def without_empty_aliases(data: GraphData) -> GraphData:
    """The contract shows no aliases and an empty list of them alike."""
    nodes = [Node(n.id, n.type, {k: v for k, v in n.props.items() if (k, v) != ("aliases", [])}, n.claims) for n in data.nodes]
    return sorted_data(nodes, data.edges, data.claims, {})


def test_jsonl_keeps_the_contract(tmp_path):
    export(small(), "jsonl", tmp_path / "out", scope="all")
    [cathode] = [r for r in read_lines(tmp_path / "out/nodes.jsonl") if r["id"] == "link:cathode"]
    assert list(cathode) == ["id", "type", "name", "name_en", "aliases", "props", "claims"]
    assert list(read_lines(tmp_path / "out/edges.jsonl")[0]) == ["id", "type", "source", "target", "props", "claims"]
    plain = next(r for r in read_lines(tmp_path / "out/claims.jsonl") if r["predicate"] == "name")
    assert list(plain) == ["id", "subject", "predicate", "value", "source", "quote", "locator", "modality", "grade", "as_of"]


def test_jsonl_says_of_every_firm_whether_it_is_resident(tmp_path):
    export(small(), "jsonl", tmp_path / "out", scope="all")
    firms = {r["id"]: r["props"]["resident"] for r in read_lines(tmp_path / "out/nodes.jsonl") if r["type"] == "Firm"}
    assert firms == {"firm:here": True, "firm:away": None, "firm:wanted": False, "firm:unknown": None}


@many
@given(data=graphs())
def test_jsonl_reads_back(data, tmp_path):
    export(data, "jsonl", tmp_path / "out", scope="all")
    assert same(read_jsonl(tmp_path / "out"), without_empty_aliases(data))


@many
@given(data=graphs())
def test_parquet_reads_back_byte_true(data, tmp_path):
    import pyarrow.parquet as pq

    export(data, "parquet", tmp_path / "out", scope="all")
    found = {r["id"]: {k: v for k, v in r.items() if v is not None} for r in pq.read_table(tmp_path / "out/nodes.parquet").to_pylist()}
    assert found == {n.id: {"id": n.id, "type": n.type, **n.props, "claims": list(n.claims)} for n in data.nodes}
    quotes = {r["id"]: r["quote"] for r in pq.read_table(tmp_path / "out/claims.parquet").to_pylist()}
    assert quotes == {c.id: c.quote for c in data.claims}


@many
@given(data=graphs())
def test_graphml_and_gexf_read_back(data, tmp_path):
    for format_, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        export(data, format_, tmp_path / format_, scope="all")
        found = nx.MultiDiGraph(read(tmp_path / format_ / f"graph.{format_}"))
        assert set(found.nodes) == {n.id for n in data.nodes}
        assert Counter((a, b) for a, b, _ in found.edges) == Counter((e.source, e.target) for e in data.edges)


@many
@given(data=graphs())
def test_office_csv_has_no_cell_that_starts_a_formula(data, tmp_path):
    export(data, "csv", tmp_path / "out", scope="all")
    for name in ("nodes", "edges", "claims"):
        raw = (tmp_path / f"out/{name}.csv").read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        for row in csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")):
            assert not [c for c in row if c.lstrip()[:1] in {*"=+-@＝＋－＠"} and not number(c)]


def number(cell: str) -> bool:
    """True for what is a number and so harmless."""
    try:
        float(cell.removesuffix("%"))
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("text", HOSTILE)
def test_jsonl_is_byte_true_and_csv_differs_by_a_quote_at_most(text, tmp_path):
    data = graph(claim("firm:here", "about", text), nodes="firm:here")
    export(data, "jsonl", tmp_path / "j", scope="all")
    export(data, "csv", tmp_path / "c", scope="all")
    assert read_lines(tmp_path / "j/nodes.jsonl")[0]["props"]["about"] == text
    with (tmp_path / "c/nodes.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["about"] in (text, "'" + text)


@pytest.mark.parametrize("cell", ["=1+1", " =1+1", "+1+1", "-1+1", "@x", "＝1", "\t=1", "\rx", "-"])
def test_what_could_start_a_formula_gets_a_quote(cell):
    assert harmless(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "锂电", "-3.5", "+18%", "2020-12", "a=b", "12"])
def test_what_cannot_stays(cell):
    assert harmless(cell) == cell


@pytest.mark.parametrize("format_", FORMATS)
def test_the_default_scope_names_no_outsider(format_, tmp_path):
    export(small(), format_, tmp_path / "out")
    assert read_manifest(tmp_path / "out")["counts"]["firms"] == {"resident": 1, "elsewhere": 0, "unknown": 0}
    for path in (tmp_path / "out").iterdir():
        assert not [o for o in OUTSIDERS if o.encode() in path.read_bytes()], path.name


@cypher_store
def test_a_naive_count_of_makers_is_right_by_cypher(store):
    store.write(small())
    rows = store.query("MATCH (f:Firm)-[:OPERATES_IN]->(l:Link) RETURN l.id AS link, count(DISTINCT f) AS makers")
    assert {r["link"]: r["makers"] for r in rows} == MAKERS


@pytest.mark.parametrize("scope", ["resident", "all"])
def test_a_naive_count_of_makers_is_right_in_every_file(scope, tmp_path):
    import pyarrow.parquet as pq

    for format_ in FORMATS:
        export(small(), format_, tmp_path / format_, scope=scope)
    by_networkx = to_networkx(scoped(small(), scope)).edges(data=True)
    by_graphml = nx.read_graphml(tmp_path / "graphml/graph.graphml").edges(data=True)
    by_gexf = [(a, b, {"type": d["relation"]}) for a, b, d in nx.read_gexf(tmp_path / "gexf/graph.gexf").edges(data=True)]
    by_parquet = [(r["source"], r["target"], r) for r in pq.read_table(tmp_path / "parquet/edges.parquet").to_pylist()]
    by_jsonl = [(r["source"], r["target"], r) for r in read_lines(tmp_path / "jsonl/edges.jsonl")]
    for edges in (by_networkx, by_graphml, by_gexf, by_parquet, by_jsonl):
        assert Counter(target for _, target, d in edges if d["type"] == "OPERATES_IN") == MAKERS


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_graph_gives_the_same_bytes(format_, tmp_path):
    code = (
        "import sys; from pathlib import Path; from builders import small; from liantu.graph.export import export; "
        "export(small(), sys.argv[1], Path(sys.argv[2]), scope='all')"
    )
    export(small(), format_, tmp_path / "a", scope="all")
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONHASHSEED": "7"}
    subprocess.run([sys.executable, "-c", code, format_, str(tmp_path / "b")], env=env, check=True)
    assert {p.name: p.read_bytes() for p in (tmp_path / "a").iterdir()} == {p.name: p.read_bytes() for p in (tmp_path / "b").iterdir()}


def test_gexf_does_not_hold_the_day_it_was_written(tmp_path):
    export(small(), "gexf", tmp_path / "out")
    assert b"lastmodified" not in (tmp_path / "out/graph.gexf").read_bytes()


def test_the_manifest_names_files_hashes_counts_and_what_the_caller_adds(tmp_path):
    import hashlib

    paths = export(small(), "csv", tmp_path / "out", meta={"version": "9", "seed": "1"})
    assert [p.name for p in paths] == ["claims.csv", "edges.csv", "nodes.csv", "manifest.json"]
    written = read_manifest(tmp_path / "out")
    assert written.items() >= {"version": "9", "seed": "1", "as_of": "2024", "schema_version": s.VERSION, "scope": "resident"}.items()
    assert written["counts"] == counts(scoped(small()))
    for name, digest in written["files"].items():
        assert hashlib.sha256((tmp_path / "out" / name).read_bytes()).hexdigest() == digest


def test_an_earlier_export_is_replaced_and_a_strangers_file_stays(tmp_path):
    export(small(), "neo4j-csv", tmp_path / "out", scope="all")
    (tmp_path / "out/mine.txt").write_text("mine")
    export(graph(nodes="chain:only"), "neo4j-csv", tmp_path / "out")
    names = {p.name for p in (tmp_path / "out").iterdir()}
    assert names == {"mine.txt", "manifest.json", "import.txt", "nodes-Chain.csv", "nodes-Claim.csv", "nodes-LiantuBuild.csv"}


def test_a_hostile_manifest_removes_nothing_outside_its_folder(tmp_path):
    (tmp_path / "keep").write_text("x")
    (tmp_path / "out").mkdir()
    (tmp_path / "out/manifest.json").write_text(json.dumps({"format": "csv", "files": {"../keep": ""}}))
    export(small(), "csv", tmp_path / "out")
    assert (tmp_path / "keep").exists()


def test_a_failure_leaves_no_temporary_folder_and_the_old_export(tmp_path, monkeypatch):
    import liantu.graph.export as module

    export(small(), "csv", tmp_path / "out")
    before = {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()}

    def full(path, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "_write", full)
    with pytest.raises(StoreError, match="磁盘已满"):
        export(graph(nodes="chain:only"), "csv", tmp_path / "out")
    assert {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()} == before
    assert os.listdir(tmp_path) == ["out"]


def test_a_folder_that_cannot_be_is_one_line():
    with pytest.raises(StoreError, match="文件夹") as caught:
        export(small(), "csv", Path("/dev/null/out"))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("format_", "scope"), [("xml", "all"), ("csv", "zone")])
def test_an_unknown_format_or_scope_lists_the_known_ones(format_, scope, tmp_path):
    with pytest.raises(NotFound, match="可用"):
        export(small(), format_, tmp_path / "out", scope=scope)
    assert not (tmp_path / "out").exists()


def test_without_pyarrow_one_clear_line(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(StoreError, match=r"liantu\[parquet\]"):
        export(small(), "parquet", tmp_path / "out")


def test_the_scope_keeps_what_it_does_not_judge():
    kept = scoped(small())
    assert {n.type for n in kept.nodes} == {n.type for n in small().nodes}
    assert {n.id for n in small().nodes} - {n.id for n in kept.nodes} == set(OUTSIDERS)
    assert scoped(small(), "all") is not None and same(scoped(small(), "all"), small())


def test_views():
    supply, hierarchy, whole = (to_networkx(small(), view) for view in ("supply", "hierarchy", "all"))
    assert set(supply.nodes) == {"link:lithium", "link:cathode", "link:cell"}
    assert {d["type"] for *_, d in supply.edges(data=True)} == {"INPUT_TO"}
    assert {d["type"] for *_, d in hierarchy.edges(data=True)} == {"LINK_OF", "WITHIN"}
    assert len(whole.edges) == len(small().edges)
    assert whole.nodes["firm:unknown"]["resident"] is None
    assert whole.number_of_edges("firm:here", "firm:away") == 2
    with pytest.raises(NotFound):
        to_networkx(small(), "none")
    assert set(VIEWS) == {"supply", "hierarchy", "all"}


def test_an_export_of_nothing_is_whole(tmp_path):
    for format_ in FORMATS:
        paths = export(sorted_data([], [], [], {}), format_, tmp_path / format_)
        assert all(path.is_file() for path in paths)
        assert read_manifest(tmp_path / format_)["counts"]["claims"] == 0


def test_a_wanted_firm_is_marked_in_neo4j_csv(tmp_path):
    data = graph(joined("firm:x", "INVITED_FOR", "link:y", "invited"), nodes="firm:x link:y")
    export(data, "neo4j-csv", tmp_path / "out", scope="all")
    assert "Firm\x1fLiantu\x1fInvitee" in (tmp_path / "out/nodes-Firm.csv").read_text(encoding="utf-8")
