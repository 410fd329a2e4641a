"""What is told: the warning goes with every figure, a park is refused, rows agree with the matrices."""

from __future__ import annotations

import json

import numpy as np
import pytest

from builders import claim, joined, named
from liantu.analysis.complexity.answer import WARNING, Complexity, complexity, frame_rows
from liantu.analysis.complexity.indices import indices_of, rca
from liantu.graph.errors import DataError, NotFound
from liantu.graph.snapshot import Snapshot
from places_graph import maker, market

MORE = [("g", "east", "y"), ("h", "east1", "y"), ("i", "own", "w"), ("k", "east1", "x"), ("l", "east1", "v")]


@pytest.fixture(scope="module")
def about() -> Snapshot:
    told = [c for firm in MORE for c in maker(*firm)]
    links = [*named("link:v", "link:w", "place:zone"), joined("place:zone", "WITHIN", "place:west")]
    return market(*told, *links)


@pytest.fixture(scope="module")
def found(about: Snapshot) -> Complexity:
    return complexity(about, least=1)


def test_the_warning_goes_with_everything(found: Complexity) -> None:
    assert str(found).startswith(WARNING) and repr(found) == str(found)
    assert found.as_json()["warning"] == WARNING and "名单外企业数：未采集" in found.as_json()["frame"]["text"]
    for of in ("places", "links", "pairs"):
        rows, told = frame_rows(found, of)
        assert rows and told["warning"] == WARNING and "名单" in told["frame"]
    json.dumps(found.as_json(), allow_nan=False)


def test_rows_are_the_matrices(found: Complexity) -> None:
    plain = indices_of(found.table)
    eci = {r["place_id"]: r["eci"] for r in found.places()}
    assert [eci[p] for p in found.table.places] == pytest.approx(plain.eci, abs=1e-6)
    rows = {(r["place_id"], r["link_id"]): r for r in found.pairs()}
    assert len(rows) == found.table.values.size
    for i, place in enumerate(found.table.places):
        for j, link in enumerate(found.table.links):
            row = rows[place, link]
            assert (row["count"], row["present"]) == (found.table.values[i, j], bool(plain.present[i, j]))
            assert (row["rca"], row["density"]) == pytest.approx((rca(found.table.values)[i, j], plain.density[i, j]), abs=1e-6)
    assert [r["eci"] for r in found.places()] == sorted(eci.values(), reverse=True)


def test_related_links_by_hand(found: Complexity) -> None:
    present = {link: set(np.flatnonzero(found.indices.present[:, j])) for j, link in enumerate(found.table.links)}
    for link, here in present.items():
        rows = found.related(link)
        assert {r["link_id"] for r in rows} == {x for x, there in present.items() if x != link and here & there}
        for row in rows:
            both = here & present[row["link_id"]]
            assert row["shared_places"] == len(both)
            assert row["proximity"] == pytest.approx(len(both) / max(len(here), len(present[row["link_id"]])), abs=1e-6)


def test_one_park_is_refused_with_the_reason(found: Complexity) -> None:
    with pytest.raises(DataError, match="一个园区没有可比对象") as refused:
        found.of_place("place:zone")
    assert "西省" in str(refused.value) and "\n" not in str(refused.value)
    with pytest.raises(NotFound, match="不是省级地方"):
        found.of_place("place:cn")


def test_a_link_nobody_makes_and_an_unknown_table(about: Snapshot, found: Complexity) -> None:
    with pytest.raises(NotFound, match="没有表"):
        frame_rows(found, "everything")
    with pytest.raises(NotFound, match="没有计数"):
        found.related("chain:k")


def test_parts_are_refused_and_the_largest_is_named() -> None:
    told = [c for firm in [*MORE, ("p", "isle", "alone"), ("q", "isle", "alone")] for c in maker(*firm)]
    isle = [claim("place:isle", "name", "岛省"), claim("place:isle", "code", "460000"), *named("link:v", "link:w", "link:alone")]
    made = market(*told, *isle)
    with pytest.raises(DataError, match="2 个互不相连的部分（最大 3 个地方，共 4 个）"):
        complexity(made, least=1)
    kept = complexity(made, least=1, largest=True)
    assert kept.apart == ("岛省",) and "岛省" in str(kept) and kept.as_json()["apart"] == ["岛省"]
    assert "place:isle" not in kept.table.places and "link:alone" not in kept.table.links
    with pytest.raises(NotFound, match="岛省没有计数"):
        kept.of_place("place:isle")
