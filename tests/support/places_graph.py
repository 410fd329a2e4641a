"""Two provinces, a city in one of them, a city of province rank; firms of one list that make three links."""

from __future__ import annotations

from builders import claim, graph, joined
from liantu.graph.claims import Claim
from liantu.graph.snapshot import Snapshot

PLACES = {
    "east": ("东省", "320000"),
    "east1": ("东一市", "320100"),
    "west": ("西省", "510000"),
    "own": ("直辖市", "310000"),
    "cn": ("全国", ""),
}


def maker(firm: str, place: str, link: str, **changes: str) -> list[Claim]:
    about = {"grade": "disclosure", **changes}
    return [
        claim(f"firm:{firm}", "name", firm),
        joined(f"firm:{firm}", "CAPABLE_OF", f"link:{link}", **about),
        *([joined(f"firm:{firm}", "LOCATED_IN", f"place:{place}", grade="disclosure")] if place else []),
    ]


def market(*claims: Claim) -> Snapshot:
    r"""Two provinces, a city in one of them, a city of province rank; three links.

    east ─ east1: a→x a→y (on one firm), b→x; east: c→z; west: d→x, d→z; own: e→y; without a place: f→x
    """
    places = [claim(f"place:{i}", "name", name) for i, (name, _) in PLACES.items()]
    places += [claim(f"place:{i}", "code", code) for i, (_, code) in PLACES.items() if code]
    within = [joined(f"place:{a}", "WITHIN", f"place:{b}") for a, b in (("east1", "east"), ("east", "cn"), ("west", "cn"), ("own", "cn"))]
    firms = [("a", "east1", "x"), ("a", "east1", "y"), ("b", "east1", "x"), ("c", "east", "z"), ("d", "west", "x"), ("d", "west", "z")]
    firms += [("e", "own", "y"), ("f", "", "x")]
    links = [joined(f"link:{x}", "LINK_OF", "chain:k") for x in "xyz"]
    told = [c for firm in firms for c in maker(*firm)]
    return Snapshot(graph(*places, *within, *links, *told, *claims, nodes="chain:k link:x link:y link:z source:list"))
