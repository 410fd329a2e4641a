"""Counting firms by place and link: one list for all places, only what is made now, no firm that is closed."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from builders import claim, joined
from built import shipped_data
from liantu.analysis.complexity.counts import CITY, PROVINCE, count, place_at
from liantu.graph import schema as s
from liantu.graph.errors import DataError, NotFound
from liantu.graph.snapshot import Snapshot
from places_graph import PLACES, maker, market


def cells(found: tuple) -> dict[tuple[str, str], int]:
    table = found[0]
    names = [[i.partition(":")[2] for i in ids] for ids in (table.places, table.links)]
    return {(names[0][i], names[1][j]): int(table.values[i, j]) for i, j in np.argwhere(table.values)}


def test_provinces() -> None:
    found = count(market(), least=1)
    assert cells(found) == {
        ("east", "x"): 2, ("east", "y"): 1, ("east", "z"): 1, ("west", "x"): 1, ("west", "z"): 1, ("own", "y"): 1,
    }  # fmt: skip
    frame = found[1]
    assert (frame.firms, frame.placed, frame.pairs, frame.closed) == (6, 5, 7, 0)
    assert "5/6 家" in frame.line() and "名单外企业数：未采集" in frame.line()


def test_the_level_of_a_place() -> None:
    about = market()
    assert {i: place_at(about, f"place:{i}", PROVINCE) for i in PLACES} == {
        "east": "place:east", "east1": "place:east", "west": "place:west", "own": "place:own", "cn": "",
    }  # fmt: skip
    assert {i: place_at(about, f"place:{i}", CITY) for i in PLACES} == {
        "east": "",
        "east1": "place:east1",
        "west": "",
        "own": "place:own",
        "cn": "",
    }


@pytest.mark.parametrize("modality", ["planned", "invited", "needed", "inferred", "reference", "demand", "cooperation"])
def test_who_does_not_make_it_now_does_not_count(modality: str) -> None:
    before = cells(count(market(), least=1))
    assert cells(count(market(*maker("wanted", "west", "y", modality=modality)), least=1)) == before


@pytest.mark.parametrize("grade", ["plan", "domain", "staff", "registry"])
def test_another_list_does_not_count_unless_asked_for(grade: str) -> None:
    more = market(*maker("other", "west", "y", grade=grade))
    assert ("west", "y") not in cells(count(more, least=1))
    assert cells(count(more, grades=("disclosure", grade), least=1))["west", "y"] == 1


def test_a_place_that_is_only_domain_knowledge_does_not_count() -> None:
    told = [c for c in maker("guess", "", "y")] + [joined("firm:guess", "LOCATED_IN", "place:west", grade="domain")]
    found = count(market(*told), least=1)
    assert ("west", "y") not in cells(found) and found[1].firms == 7


@pytest.mark.parametrize("gone", [("is_active", False), ("left", "closed")])
def test_a_closed_firm_does_not_count_and_is_told(gone: tuple[str, object]) -> None:
    found = count(market(claim("firm:d", *gone), *maker("g", "west", "y")), least=1)
    assert found[1].closed == 1 and ("west", "x") not in cells(found) and "已关停的 1 家" in found[1].line()


def test_small_places_are_left_out_and_named() -> None:
    more = market(*maker("g", "west", "y"), *maker("h", "own", "x"))
    found = count(more, least=2)
    assert found[1].small == () and {p for p, _ in cells(found)} == {"east", "west", "own"}
    with pytest.raises(DataError, match="只有一个地方（东省）"):
        count(more, least=4)


@pytest.mark.parametrize(("asked", "said"), [({"level": "county"}, "没有层级 'county'"), ({"grades": ("registry",)}, "没有可计数")])
def test_refused(asked: dict, said: str) -> None:
    with pytest.raises((NotFound, DataError), match=said):
        count(market(), least=1, **asked)


def test_the_shipped_pool_counts_as_its_claims() -> None:
    """Counted once more, from the claims alone."""
    from liantu.graph.assemble import assemble
    from liantu.loaders.places import read_zone
    from liantu.loaders.shipped import DATA

    claims, zone = shipped_data().claims, read_zone(DATA / "zone.yaml")
    about = Snapshot(assemble(claims, zone))
    disclosed = [c for c in claims if c.grade == "disclosure" and c.modality == "existing"]
    code = {c.subject: str(c.value) for c in claims if c.predicate == "code"}
    code[zone.id] = code[min(zone.places)]
    placed = [c for c in claims if c.predicate == s.LOCATED_IN.name and c.grade != "domain"]
    where = {c.subject: code.get(str(c.value), "")[:2] for c in placed}
    told = {(c.subject, str(c.value)) for c in disclosed if c.predicate in (s.CAPABLE_OF.name, s.OPERATES_IN.name)}
    expected = Counter((where[firm], link) for firm, link in told if where.get(firm))
    table, _ = count(about, least=1)
    found = {(code[table.places[i]][:2], table.links[j]): int(table.values[i, j]) for i, j in np.argwhere(table.values)}
    assert found == dict(expected) and len(found) > 500
