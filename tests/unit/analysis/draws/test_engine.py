"""The engine over many draws says of each draw what `gaps` says of the graph whose dropped claims are really gone."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
import pytest

from builders import claim, graph, joined
from liantu.analysis.draws.engine import Changes, Drawn
from liantu.analysis.draws.facts import Standing, drawn_claims
from liantu.analysis.draws.masks import any_of, counted, every, exactly_one, packed, unpacked
from liantu.analysis.gaps import Gap, gaps
from liantu.analysis.settings import read_settings
from liantu.graph.claims import Claim
from liantu.graph.completeness import declared
from liantu.graph.presence import Zone
from liantu.graph.snapshot import Snapshot

DRAWS = 12
RINGED = Zone("place:zone", "某高新区", frozenset(), (("园区", "place:zone"), ("市", "place:zone"), ("湾区", "place:zone")))
LEAVES = [f"link:{x}" for x in "abcdefg"]
FIRMS = [f"firm:{x}" for x in "pqrst"]
GRADES = ("plan", "staff", "disclosure")


def some_claims(draw: random.Random) -> list[Claim]:
    """Seven leaves, one parent, five residents: loops, alternatives, words, declarations, sales, needs, all at random."""

    def flip(chance: float) -> bool:
        return draw.random() < chance

    found = [joined(x, "LINK_OF", "chain:c") for x in [*LEAVES, "link:parent"]]
    found += [joined(f, "LOCATED_IN", "place:zone") for f in FIRMS]
    found += [joined(x, "PART_OF", "link:parent") for x in draw.sample(LEAVES, 2)]
    for a in LEAVES:
        for b in draw.sample([x for x in LEAVES if x != a], 2):
            found.append(joined(a, "INPUT_TO", b, grade="domain"))
            if flip(0.4):
                found.append(claim(f"{a}|INPUT_TO|{b}", "alternative_group", draw.choice("xy"), grade="domain"))
    for link in [*LEAVES, "link:parent"]:
        told = [(w, draw.choice(("existing", "reference"))) for w in ("absent", "weak", "strong") if flip(0.2)]
        found += [claim(link, "stated", w, grade="plan", modality=sense) for w, sense in told]
        found += [claim(link, p, "名单 2024") for p in ("makers_complete", "suppliers_complete", "users_complete") if flip(0.3)]
        found += [claim(link, "terminal", True, grade="domain")] if flip(0.4) else []
        found += [claim(link, "needed", False)] if flip(0.1) else []
        found += [claim(link, "outside", "barred", grade="domain")] if flip(0.2) else []
        found += [joined(f, "OPERATES_IN", link, grade=draw.choice(GRADES)) for f in FIRMS if flip(0.25)]
        found += [joined("measure:m", "AIMS_AT", link, modality="needed", grade=draw.choice(GRADES))] if flip(0.4) else []
        found += [joined("firm:w", "INVITED_FOR", link, modality="invited", grade="plan")] if flip(0.3) else []
        found += [joined("firm:w", "DEMANDS", link, modality="demand", grade="plan")] if flip(0.3) else []
    found += [joined("project:x", "INVESTS_IN", link, modality="planned") for link in LEAVES if flip(0.2)]
    found += [claim("project:x", "stage", draw.choice(("签约", "投产")), modality="planned")]
    found += [joined(f, "SUPPLIES", g) for f in FIRMS for g in FIRMS if f != g and flip(0.15)]
    found += [claim(f, "standing", "龙头", grade="plan") for f in FIRMS if flip(0.2)]
    if flip(0.7):
        found += list(amounts(draw))
    return list({c.id: c for c in found}.values())


def amounts(draw: random.Random) -> Iterator[Claim]:
    """Revenues, shares of revenue, sales: enough for measures to differ from draw to draw."""
    for leaf in LEAVES:
        yield claim(f"product:{leaf[-1]}", "name", f"产品{leaf[-1]}")
        yield joined(f"product:{leaf[-1]}", "BELONGS_TO", leaf, grade="domain")
    for firm in FIRMS:
        if draw.random() < 0.8:
            yield claim(firm, "revenue_cny_10k", float(draw.choice((100, 900, 5000))), as_of=draw.choice(("2023", "2024")))
        for leaf in LEAVES:
            made = joined(firm, "MAKES", f"product:{leaf[-1]}")
            yield from (made, claim(f"{firm}|MAKES|product:{leaf[-1]}", "revenue_share", draw.choice((0.0, 0.1, 0.14))))
        for other in FIRMS:
            product = f"产品{draw.choice(LEAVES)[-1]}"
            key = f"product={product};year=2024"
            if other != firm and draw.random() < 0.4:
                yield joined(firm, "SUPPLIES", other, key=key)
                edge = f"{firm}|SUPPLIES|{other}|{key}"
                values = {"amount": float(draw.choice((50, 3000))), "product": product, "year": "2024"}
                yield from (claim(edge, name, value) for name, value in values.items())


def built(claims: list[Claim]) -> Snapshot:
    return Snapshot(
        graph(*claims, nodes=" ".join([*LEAVES, "link:parent", *FIRMS, "firm:w", "chain:c", "place:zone", "measure:m", "project:x"]))
    )


@pytest.mark.parametrize("seed", range(40))
def test_each_draw_is_the_graph_without_the_dropped_claims(seed):
    draw = random.Random(seed)
    claims = some_claims(draw)
    whole = built(claims)
    kept = {c: packed(np.array([draw.random() < 0.6 for _ in range(DRAWS)])) for c in drawn_claims(whole)}
    drawn = Drawn(whole, read_settings(), Standing(DRAWS, kept))
    links = [link.id for link in drawn.links]
    ranks, grades = drawn.order(links), {link: drawn.grade(link) for link in links}
    for d in range(DRAWS):
        left = built([c for c in claims if kept.get(c.id, every(DRAWS)) >> d & 1])
        found: list[Gap] = gaps(left, RINGED)
        assert {g.link.id: g.status for g in found} == {link: status_in(drawn, link, d) for link in links}
        assert {g.link.id: g.grade for g in found} == {link: "ABCD"[grades[link][d]] for link in links}
        assert [g.link.id for g in found] == [link for _, link in sorted((ranks[i, d], link) for i, link in enumerate(links))]


def status_in(drawn: Drawn, link: str, d: int) -> str:
    holding = [status for status, mask in drawn.statuses[link].items() if mask >> d & 1]
    assert len(holding) == 1
    return holding[0]


@pytest.mark.parametrize("seed", range(10))
def test_changes_are_the_graph_so_changed(seed):
    """Makers gone and lists declared complete, against the graph without those makers and with those declarations."""
    draw = random.Random(seed)
    claims = some_claims(draw)
    taken, told = draw.sample(LEAVES, 2), draw.sample(LEAVES, 2)
    drawn = Drawn(built(claims), read_settings(), Standing(1, {}), Changes(gone=dict.fromkeys(taken, 1), declared=dict.fromkeys(told, 1)))
    others = [c for c in claims if not (c.predicate == "OPERATES_IN" and c.value in taken)]
    found = gaps(built([*others, *(claim(x, "makers_complete", "名单", grade="domain") for x in told)]), RINGED)
    assert {g.link.id: g.status for g in found} == {link.id: status_in(drawn, link.id, 0) for link in drawn.links}


def test_an_unseen_maker_makes_an_unknown_link_known_and_never_a_declared_one():
    claims = [*(joined(x, "LINK_OF", "chain:c") for x in LEAVES), claim("link:b", "makers_complete", "名单 2024")]
    drawn = Drawn(
        built([*claims, joined("link:parent", "LINK_OF", "chain:c")]),
        read_settings(),
        Standing(2, {}),
        Changes(unseen={"link:a": 2, "link:b": 3}),
    )
    assert [status_in(drawn, "link:a", d) for d in (0, 1)] == ["待核实", "有"]
    assert [status_in(drawn, "link:b", d) for d in (0, 1)] == ["缺", "缺"]


def test_a_declaration_that_drops_leaves_the_link_unknown():
    told = [claim("declaration:d", p, v) for p, v in {"kind": "makers", "register": "名单", "who": "甲", "date": "2024"}.items()]
    claims = [*(joined(x, "LINK_OF", "chain:c") for x in [*LEAVES, "link:parent"]), *told, joined("declaration:d", "COVERS", "link:a")]
    whole = Snapshot(declared(built([*claims, claim("declaration:d", "name", "确认")]).data, "2024"))
    (register,) = drawn_claims(whole)
    drawn = Drawn(whole, read_settings(), Standing(2, {register: 1}))
    assert [status_in(drawn, "link:a", d) for d in (0, 1)] == ["缺", "待核实"]
    assert whole.claims[register].predicate == "register"


def test_sets_of_draws():
    flags = np.array([True, False, True, True, False, False, True, False, True, True, False])
    assert packed(flags) == int("".join(str(int(f)) for f in reversed(flags)), 2)
    assert unpacked(packed(flags), len(flags)).tolist() == flags.astype(int).tolist()
    assert exactly_one([0b0111, 0b0010, 0b0100]) == 0b0001 and exactly_one([]) == 0
    assert any_of([]) == 0 and any_of([1, 4]) == 5
    assert counted([0b011, 0b010, 0], 3).tolist() == [1, 2, 0]
