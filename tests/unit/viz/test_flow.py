"""The order along the flow of goods; cycles do no harm."""

from __future__ import annotations

from liantu.graph.snapshot import Edge, GraphData, Node, Snapshot
from liantu.viz.flow import flow_levels


def graph(*lines):
    """Return a graph from "a>b" (a is an input of b) and "a<b" (a is a part of b)."""
    ids = sorted({i for line in lines for i in line.replace("<", ">").split(">")})
    edges = []
    for line in lines:
        kind = "INPUT_TO" if ">" in line else "PART_OF"
        source, target = line.replace("<", ">").split(">")
        edges.append(Edge(f"{source}|{kind}|{target}", kind, source, target, {}))
    return Snapshot(GraphData(tuple(Node(i, "Link", {"name": i}) for i in ids), tuple(sorted(edges, key=lambda e: e.id)), ()))


def test_steps_from_the_raw_material():
    g = graph("ore>powder", "powder>cell", "salt>cell")
    assert flow_levels(g, g.nodes) == {"ore": 0, "salt": 0, "powder": 1, "cell": 1}


def test_recycling_ends():
    g = graph("ore>salt", "salt>cell", "cell>salt")
    assert flow_levels(g, g.nodes) == {"ore": 0, "salt": 1, "cell": 2}


def test_a_pure_cycle_comes_last():
    g = graph("a>b", "x>y", "y>x")
    assert flow_levels(g, g.nodes) == {"a": 0, "b": 1, "x": 2, "y": 2}


def test_a_parent_stands_with_its_first_part():
    g = graph("ore>fine", "fine>late", "fine<family", "late<family")
    assert flow_levels(g, g.nodes)["family"] == 1


def test_links_of_other_chains_do_not_count():
    g = graph("foreign>own", "own>next")
    assert flow_levels(g, ["own", "next"]) == {"own": 0, "next": 1}
