"""The text sent to stores, compared whole with what was read and agreed: tests/golden/. Write anew with LIANTU_GOLDEN=1."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from liantu.graph import cypher, ddl
from liantu.graph import schema as s
from liantu.graph.rows import CLAIM_LABEL
from liantu.graph.store.parameters import wanted

GOLDEN = Path(__file__).parents[2] / "golden"
TEXTS = {
    "ladybug_ddl.cypher": lambda: ddl.ladybug_ddl(),
    "ladybug_load_and_read.cypher": lambda: [
        ddl.create_nodes(s.PLACE.name, ddl.node_tables()[s.PLACE.name]),
        ddl.copy_nodes(CLAIM_LABEL, "'claims.csv'"),
        ddl.copy_edges(s.OPERATES_IN, ("Firm", "Link"), "'edges.csv'"),
        ddl.read_nodes(s.PLACE.name, ddl.node_tables()[s.PLACE.name]),
        ddl.read_edges(s.MAKES),
    ],
    "neo4j_constraints.cypher": lambda: cypher.constraints(),
    "neo4j_write.cypher": lambda: [
        cypher.start_build(),
        cypher.merge_nodes(s.FIRM.name),
        cypher.merge_nodes(CLAIM_LABEL),
        cypher.merge_edges(s.OPERATES_IN),
        *cypher.mark_firms(),
        cypher.finish_build(),
    ],
    "neo4j_cleanup.cypher": lambda: cypher.cleanup(),
    "neo4j_read.cypher": lambda: [cypher.read_build(), cypher.read_nodes(s.FIRM.name), cypher.read_edges(s.MAKES)],
}
EVERY_NEO4J_TEXT = [
    *(cypher.merge_nodes(t.name) for t in s.SCHEMA.nodes),
    *(cypher.merge_edges(t) for t in s.SCHEMA.edges),
    *cypher.mark_firms(),
    cypher.start_build(),
    cypher.finish_build(),
    *cypher.cleanup(),
    cypher.read_build(),
    *(cypher.read_nodes(t.name) for t in s.SCHEMA.nodes),
    *(cypher.read_edges(t) for t in s.SCHEMA.edges),
]


@pytest.mark.parametrize("name", TEXTS)
def test_text_is_the_golden_one(name):
    text = ";\n".join(TEXTS[name]()) + ";\n"
    if os.environ.get("LIANTU_GOLDEN"):
        (GOLDEN / name).write_text(text, encoding="utf-8", newline="\n")
    assert text == (GOLDEN / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("text", EVERY_NEO4J_TEXT)
def test_no_statement_can_reach_what_is_not_ours(text):
    assert "workspace" in wanted(text)
    first = re.search(r"\((\w*)(:[^ )]*)? ?(\{[^}]*\})?\)", text)
    assert first and ":Liantu" in first[2] and "$workspace" in first[3]


def test_every_label_and_edge_type_has_its_table():
    tables = [re.findall(r"TABLE `(\w+)`", text)[0] for text in ddl.ladybug_ddl()]
    assert tables == [*(t.name for t in s.SCHEMA.nodes), "Claim", "LiantuBuild", *(t.name for t in s.SCHEMA.edges)]


def test_wanted_parameters_are_those_outside_strings_and_comments():
    text = "MATCH (n {id: $id}) WHERE n.a = '$no\\'$no' OR n.b = \"$no\" // $no\nRETURN n.`$no` /* $no */ LIMIT $top"
    assert wanted(text) == {"id", "top"}
