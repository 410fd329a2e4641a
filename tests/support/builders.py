"""Tiny builders: claims, the zone of the tests, a graph one can draw, and hypothesis graphs with hostile text."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from liantu.graph import schema as s
from liantu.graph.assemble import assemble
from liantu.graph.claims import GRADES, MODALITIES, Claim, Value
from liantu.graph.ids import clean_text, edge_id
from liantu.graph.presence import Zone
from liantu.graph.snapshot import Edge, GraphData, Node, sorted_data
from liantu.graph.spec import Prop

ZONE = Zone("place:zone", "某高新区", frozenset({"place:district"}))
HOSTILE = (
    "",
    " ",
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    '=HYPERLINK("http://x","y")',
    "+1+1",
    "@SUM(A1)",
    "{{7*7}}",
    "${7*7}",
    "'); DROP TABLE Firm; --",
    "`) DETACH DELETE n //",
    "a\"b'c`d\\e\\",
    "行一\n行二\r\n\t行三",
    "𠮷野家",
    "长" * 200,
    "null",
    "NaN",
    "123",
    "true",
    "[1, 2]",
    ",;|\t",
    "\u2028\u0085\ufeff\u202e",
)


def claim(subject: str, predicate: str, value: Value, **changes: Any) -> Claim:
    """A claim with everything filled in that the test does not care about."""
    about = {"source": "source:list", "quote": "原文", "locator": "第1行", "modality": "existing", "grade": "staff", "as_of": "2024"}
    return Claim(subject, predicate, value, **{**about, **changes})


def named(*ids: str) -> list[Claim]:
    """A name for each id: what stands after the colon."""
    return [claim(i, "name", i.partition(":")[2]) for i in ids]


def joined(source: str, edge_type: str, target: str, modality: str = "existing", **changes: Any) -> Claim:
    """A claim that makes an edge."""
    return claim(source, edge_type, target, modality=modality, **changes)


def graph(*claims: Claim, nodes: str = "", **meta: str) -> GraphData:
    """The graph of some claims; `nodes` are ids that only need a name."""
    return assemble([*claims, *named(*nodes.split())], ZONE, meta=meta)


def small(*more: Claim, nodes: str = "") -> GraphData:
    r"""One chain, lithium → cathode → cell, one firm of each kind of presence; `more` claims and `nodes` on top.

    firm:here ─OPERATES_IN→ cathode      measure:bring ─INVITES→ firm:wanted ─INVITED_FOR→ lithium
    firm:away ─CAPABLE_OF→ lithium       measure:bring ─AIMS_AT→ lithium     firm:unknown (no more than a name)
    """
    return graph(
        claim("link:cell", "terminal", True),
        claim("link:cathode", "aliases", "正极"),
        claim("link:cathode", "aliases", "正极材料"),
        claim("measure:bring", "kind", "引进", modality="needed"),
        *(joined(f"link:{link}", "LINK_OF", "chain:battery") for link in ("lithium", "cathode", "cell")),
        joined("link:lithium", "INPUT_TO", "link:cathode"),
        joined("link:cathode", "INPUT_TO", "link:cell"),
        claim("link:lithium|INPUT_TO|link:cathode", "essentiality", 2, grade="domain"),
        claim("link:cathode|INPUT_TO|link:cell", "cost_share", 0.4, grade="disclosure"),
        joined("place:zone", "WITHIN", "place:city"),
        joined("firm:here", "LOCATED_IN", "place:zone", "registered", grade="registry"),
        joined("firm:here", "OPERATES_IN", "link:cathode"),
        joined("firm:away", "LOCATED_IN", "place:city", grade="disclosure", as_of="2024-12-31"),
        joined("firm:away", "CAPABLE_OF", "link:lithium", grade="disclosure"),
        joined("firm:wanted", "INVITED_FOR", "link:lithium", "invited", grade="plan"),
        joined("measure:bring", "INVITES", "firm:wanted", "invited", grade="plan"),
        joined("measure:bring", "AIMS_AT", "link:lithium", "needed", grade="plan"),
        joined("direction:dry", "DIRECTION_OF", "chain:battery", "planned"),
        joined("direction:dry", "ADVANCES", "link:cell", "planned"),
        joined("institution:uni", "RESEARCHES", "direction:dry"),
        joined("platform:lab", "SERVES", "link:cathode"),
        joined("firm:here", "SUPPLIES", "firm:away", key="正极|2023"),
        joined("firm:here", "SUPPLIES", "firm:away", key="正极|2024"),
        *more,
        nodes="chain:battery link:lithium link:cathode link:cell place:zone place:city firm:here firm:away firm:wanted firm:unknown "
        f"measure:bring direction:dry institution:uni platform:lab {nodes}",
        as_of="2024",
    )


texts = st.sampled_from(HOSTILE) | st.text(max_size=12).map(clean_text)
_ids = texts.filter(lambda t: t and "|" not in t)
_claim_ids = st.lists(st.text("0123456789abcdef", min_size=16, max_size=16), max_size=3, unique=True).map(tuple)
_values = {
    "str": texts,
    "int": st.integers(-(2**63), 2**63 - 1),
    "float": st.floats(allow_nan=False, allow_infinity=False),
    "bool": st.booleans(),
    "list": st.lists(texts, max_size=3),
}
_claims = st.builds(
    Claim,
    texts, texts, texts | _values["int"] | _values["float"] | _values["bool"], texts, texts, texts,
    st.sampled_from(list(MODALITIES)), st.sampled_from(list(GRADES)), texts, texts,
)  # fmt: skip


def _props(declared: tuple[Prop, ...]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional={p.name: _values[p.type] for p in declared})


@st.composite
def graphs(draw: st.DrawFn) -> GraphData:
    """Graphs that keep the schema and nothing else: any text anywhere, any property absent."""
    nodes: dict[str, Node] = {}
    for node_type in draw(st.lists(st.sampled_from(s.SCHEMA.nodes), max_size=6)):
        node = Node(f"{node_type.prefix}:{draw(_ids)}", node_type.name, draw(_props(node_type.props)), draw(_claim_ids))
        nodes[node.id] = node
    pairs = [(t, a, b) for t in s.SCHEMA.edges for a in nodes.values() for b in nodes.values() if (a.type, b.type) in t.pairs]
    edges: dict[str, Edge] = {}
    for edge_type, a, b in draw(st.lists(st.sampled_from(pairs), max_size=8)) if pairs else []:
        key = edge_id(edge_type.name, a.id, b.id, draw(_ids) if edge_type.key else "")
        edges[key] = Edge(key, edge_type.name, a.id, b.id, draw(_props(edge_type.props)), draw(_claim_ids))
    claims = {c.id: c for c in draw(st.lists(_claims, max_size=4))}
    meta = draw(st.dictionaries(texts, texts, max_size=3))
    return sorted_data(nodes.values(), edges.values(), claims.values(), meta)
