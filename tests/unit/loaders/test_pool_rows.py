"""The pool held against its source: the rows as they stand in the national tables, one changed character is found."""

from __future__ import annotations

import csv
import random
from dataclasses import replace
from pathlib import Path

import pytest

from built import shipped_data, shipped_graph
from liantu.analysis.verify import verify
from liantu.graph import schema as s
from liantu.graph.errors import DataError
from liantu.graph.sources import Source
from liantu.loaders.places import read_codes
from liantu.loaders.pool import GROUP, Pool, PoolRow, firm_id, read_pool
from liantu.loaders.pool_review import read_verdicts
from liantu.loaders.pool_rows import canonical, grounded, in_source, rows_text
from liantu.loaders.shipped import DATA
from liantu.loaders.sources import read_sources

CHANGES = 200
OTHERS = '0123456789甲乙丙丁abcxyz,."'


@pytest.fixture(scope="module")
def shipped():
    return shipped_data()


@pytest.fixture(scope="module")
def graph(shipped):
    return shipped_graph()


@pytest.fixture(scope="module")
def checked():
    """What `grounded` needs beside the pool."""
    return (
        read_sources(DATA / "sources")["ckg"],
        read_verdicts(DATA / "pool" / "mapping.csv"),
        read_codes(DATA / "codes" / "gbt2260.csv"),
    )


def changed(text: str, draw: random.Random) -> str:
    """The text with one character of its rows, not of its header or line ends, changed into another."""
    first = text.index("\n") + 1
    at = draw.choice([i for i in range(first, len(text)) if text[i] != "\n"])
    return text[:at] + draw.choice([c for c in OTHERS if c != text[at]]) + text[at + 1 :]


def test_the_shipped_pool_stands_in_the_source(checked):
    pool, faults = grounded(read_pool(DATA / "pool"), *checked)
    assert faults == [] and len(pool.firms) > 600
    assert {row.text for row in [*pool.firms, *pool.makes]} == set(checked[0].text.splitlines()), "no row of the source is idle"


@pytest.mark.parametrize("name", ["firms.csv", "makes.csv"])
def test_one_changed_character_of_a_row_of_the_pool_is_a_fault(tmp_path: Path, checked, name: str):
    draw, found = random.Random(name), 0
    text = (DATA / "pool" / name).read_text(encoding="utf-8")
    for _ in range(CHANGES // 2):
        (tmp_path / name).write_text(changed(text, draw), encoding="utf-8")
        found += bool(grounded(read_pool(tmp_path), *checked)[1])
    assert found == CHANGES // 2


def test_one_changed_character_of_a_row_in_the_graph_fails_verify(shipped, graph):
    draw = random.Random(20211231)
    said = sorted((c for c in graph.claims.values() if c.source == "source:ckg"), key=lambda c: c.id)
    for claim in draw.sample(said, CHANGES):
        at = draw.randrange(len(claim.quote))
        other = draw.choice([c for c in OTHERS if c != claim.quote[at]])
        spoilt = replace(claim, quote=claim.quote[:at] + other + claim.quote[at + 1 :])
        assert not shipped.sources["ckg"].confirms(spoilt) and shipped.sources["ckg"].confirms(claim)
        assert not shipped.sources["ckg"].confirms(replace(claim, quote=claim.quote[:-1])), "a part of a row is no row"


def test_one_changed_character_of_the_source_stops_the_build(tmp_path: Path):
    (tmp_path / "ckg").mkdir()
    for name in ("registry.yaml", "ckg/rows.txt"):
        (tmp_path / name).write_bytes((DATA / "sources" / name).read_bytes())
    registry = (tmp_path / "registry.yaml").read_text(encoding="utf-8").replace("../codes/", f"{DATA}/codes/")
    (tmp_path / "registry.yaml").write_text(registry.replace("plan/", f"{DATA}/sources/plan/"), encoding="utf-8")
    assert read_sources(tmp_path)["ckg"].text
    text = (tmp_path / "ckg/rows.txt").read_text(encoding="utf-8")
    (tmp_path / "ckg/rows.txt").write_text(changed(text, random.Random(1)), encoding="utf-8")
    with pytest.raises(DataError, match=r"rows\.txt"):
        read_sources(tmp_path)


def test_every_disclosure_and_register_row_is_held_against_a_text(shipped, graph):
    result = verify(graph, shipped.sources)
    assert result.faults == ()
    assert result.checked == sum(result.by_grade[g] for g in ("plan", "disclosure", "registry"))


def test_a_row_that_says_what_does_not_follow_is_a_fault():
    source = Source("ckg", "表", "", "2021", "", "disclosure", text="000001,甲,深圳甲有限公司,深,2000,1\n000001,锂,0.5\n000001,盐,1.3\n")
    codes = read_codes(DATA / "codes" / "gbt2260.csv")
    verdicts = {("锂", "link:a"): "yes", ("盐", "link:a"): "yes", ("锂", "link:b"): "no"}
    firm = {"code": "000001", "name": "深圳甲有限公司", "short_name": "甲", "place": "440300", "year": "2021"}
    make = {"code": "000001", "product": "锂", "revenue_share": "0.5", "year": "2021", "link": "link:a"}

    def fault(firm=firm, make=make):
        pool = Pool((PoolRow(firm, "", "f"),), (PoolRow(make, "", "m"),), ())
        return [text.partition("：")[0] for text in grounded(pool, source, verdicts, codes)[1]]

    assert fault() == []
    assert fault(make={**make, "product": "盐", "revenue_share": ""}) == [], "a share beyond 1 is no figure"
    assert [fault(firm={**firm, **x}) for x in ({"place": ""}, {"year": "2020"}, {"short_name": "乙"}, {"code": "2"})] == [["f"]] * 4
    assert [fault(make={**make, **x}) for x in ({"link": "link:b"}, {"revenue_share": "0.6"}, {"year": "2020"})] == [["m"]] * 3


def test_an_imported_row_is_quoted_from_the_shipped_text_only_where_it_stands_there():
    source = Source("ckg", "表", "", "2021", "", "disclosure", text="a,b\n")
    row = PoolRow({}, "", "makes.csv a")
    assert in_source(row, "a,b", source, "own") == PoolRow({}, "a,b", "第1行")
    assert in_source(row, "a,c", source, "own") == PoolRow({}, "a,c", "makes.csv a", "own")
    assert rows_text([canonical(["乙", "a,b"]), "甲", "甲"]) == '乙,"a,b"\n甲\n'


def test_every_resident_has_a_word_on_its_listed_parent(graph):
    with (DATA / "pool" / "parents.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["organisation"]: row for row in csv.DictReader(file)}
    residents = {n.id for n in graph.of_type(s.FIRM) if n.props.get("resident") is True}
    assert rows.keys() == residents and all(row["why"] for row in rows.values())
    groups = {(o, row["parent"]) for o, row in rows.items() if row["verdict"] == GROUP}
    edges = {(e.source, e.target) for r in residents for e in graph.out(r, s.PART_OF_GROUP)}
    assert groups == edges and ("firm:hymson-jiangmen", firm_id("688559")) in edges
    assert graph.node(firm_id("688559")).props.get("resident") is not True
    assert {row["verdict"] for row in rows.values()} == {"group", "same", "unclear", "different", "none"}
