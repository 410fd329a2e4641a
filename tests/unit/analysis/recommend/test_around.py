"""From an anchor: what it takes in and what it goes into, who serves that, whom to call on for the rest."""

from __future__ import annotations

import pytest

from builders import claim, joined
from liantu.analysis.gaps import gaps
from liantu.analysis.recommend.around import INPUT, USE, Around, recommend_around
from liantu.graph.errors import NotFound
from liantu.graph.snapshot import Snapshot
from recommend_graph import ZONE, recommend_graph


def around(firm: str, graph: Snapshot | None = None) -> Around:
    made = graph or recommend_graph()
    return recommend_around(made, ZONE, gaps(made, ZONE), made.node(firm))


def ties(found: Around) -> list[tuple[str, str, str]]:
    return [(t.role, t.link.id, t.served) for t in found.ties]


def test_inputs_and_uses_with_who_serves_them() -> None:
    assert ties(around("firm:here")) == [(INPUT, "link:salt", "未知"), (USE, "link:cell", "园区")]
    cell = around("firm:cellar")
    assert set(ties(cell)) == {(INPUT, "link:film", "湾区"), (INPUT, "link:ncm", "园区"), (INPUT, "link:lfp", "未知")}


def test_a_parent_stands_for_all_its_parts() -> None:
    wide = recommend_graph(joined("firm:cellar", "OPERATES_IN", "link:cathode"))
    (salt,) = (t for t in around("firm:cellar", wide).ties if t.link.id == "link:salt")
    assert [x.id for x in salt.via] == ["link:lfp", "link:ncm"]


def test_candidates_are_named_for_the_rest_and_never_the_anchor() -> None:
    found = {t.link.id: t for t in around("firm:cellar").ties}
    assert found["link:ncm"].advice is None, "served here"
    told = found["link:film"].advice
    assert told is not None and [c.node.id for c in told.found["region"]] == ["firm:bay"]
    assert all(c.node.id != "firm:cellar" for t in found.values() if t.advice for c in t.advice.candidates)


def test_an_invitation_serves_nobody() -> None:
    wanted = recommend_graph(joined("firm:wanted", "CAPABLE_OF", "link:salt", "invited", grade="plan"))
    assert (INPUT, "link:salt", "未知") in ties(around("firm:here", wanted))


def test_a_resident_of_which_it_is_unknown_whether_it_makes_it_here_is_to_be_checked() -> None:
    able = recommend_graph(joined("firm:cellar", "CAPABLE_OF", "link:salt", grade="disclosure"))
    assert (INPUT, "link:salt", "园区待核实") in ties(around("firm:here", able))


def test_a_maker_struck_off_serves_nobody() -> None:
    gone = recommend_graph(joined("firm:gone", "CAPABLE_OF", "link:salt"))
    assert (INPUT, "link:salt", "未知") in ties(around("firm:here", gone))


def test_a_firm_of_which_nothing_is_known_is_no_anchor() -> None:
    with pytest.raises(NotFound, match="没有来源说明某厂做什么"):
        around("firm:some", recommend_graph(claim("firm:some", "name", "某厂")))
