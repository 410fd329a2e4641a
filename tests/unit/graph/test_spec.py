"""Every fault of a declaration stops the import and says which type, which field, what to do."""

from __future__ import annotations

import pytest

from liantu.graph import schema as s
from liantu.graph.errors import SchemaError
from liantu.graph.spec import EdgeType, NodeType, Prop, Schema

PROP = Prop("share", "占比", "Share.")
A, B = NodeType("Apple", "apple", "苹果", "An apple.", "苹果。"), NodeType("Bear", "bear", "熊", "A bear.", "熊。")
EATS = EdgeType("EATS", "吃", "Eats.", "吃。", (("Bear", "Apple"),))

FAULTS = {
    "Prop Share": lambda: Prop("Share", "", ""),
    "Prop a-b": lambda: Prop("a-b", "", ""),
    "Prop ": lambda: Prop("", "", ""),
    "Prop a`b": lambda: Prop("a`b", "", ""),
    "NodeType apple": lambda: NodeType("apple", "apple", "", "", ""),
    "NodeType Apple.prefix": lambda: NodeType("Apple", "Apple", "", "", ""),
    "NodeType Apple.props": lambda: NodeType("Apple", "apple", "", "", "", (PROP, PROP)),
    "EdgeType eats": lambda: EdgeType("eats", "", "", "", ()),
    "EdgeType EATS.props": lambda: EdgeType("EATS", "", "", "", (), (PROP, PROP)),
    "EdgeType EATS.key": lambda: EdgeType("EATS", "", "", "", (), (PROP,), key=("year",)),
    "EdgeType EATS.props：边不能有列表": lambda: EdgeType("EATS", "", "", "", (), (Prop("seeds", "", "", "list"),)),
    "EdgeType EATS.pairs": lambda: Schema((A,), (EATS,)),
    "Schema：": lambda: Schema((A, A), ()),
    "Schema prefixes": lambda: Schema((A, NodeType("Bear", "apple", "", "", "")), ()),
}


@pytest.mark.parametrize("where", FAULTS)
def test_a_wrong_declaration_names_the_place(where):
    with pytest.raises(SchemaError, match=where) as caught:
        FAULTS[where]()
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 3


def test_an_edge_type_twice_is_refused():
    with pytest.raises(SchemaError, match="EATS"):
        Schema((A, B), (EATS, EATS))


def test_look_ups():
    schema = Schema((A, B), (EATS,))
    assert schema.node("Bear") is B
    assert schema.edge("EATS") is EATS
    assert schema.edge("DRINKS") is None
    assert schema.type_of("bear:x/y:z") is B
    assert schema.type_of("bear") is schema.type_of("wolf:x") is schema.type_of("") is None
    assert list(schema) == [A, B, EATS]
    with pytest.raises(KeyError):
        schema.node("Wolf")


@pytest.mark.parametrize("declared", list(s.SCHEMA), ids=lambda t: t.name)
def test_every_declaration_speaks_both_languages(declared):
    texts = [declared.zh, declared.about_zh, *(p.zh for p in declared.props)]
    assert all(any("\u4e00" <= sign <= "\u9fff" for sign in text) or (text.isascii() and text) for text in texts)
    assert declared.about and all(p.about for p in declared.props)


@pytest.mark.parametrize("edge", s.SCHEMA.edges, ids=lambda t: t.name)
def test_every_edge_carries_what_is_derived_from_its_claims(edge):
    assert {"modality", "grade", "as_of"} <= {p.name for p in edge.props}


def test_presence_edges_are_held_to_their_modality():
    assert s.OPERATES_IN.modalities == {"existing"}
    assert s.INVITED_FOR.modalities == s.INVITES.modalities == {"invited"}
    assert s.LOCATED_IN.modalities == {"existing", "registered"}


def test_no_property_has_a_name_that_stores_need_for_themselves():
    taken = {"id", "type", "source", "target", "claims", "workspace", "build"}
    assert not [(t.name, p.name) for t in s.SCHEMA for p in t.props if p.name in taken]
