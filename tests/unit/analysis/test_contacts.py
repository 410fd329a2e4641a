"""Who here is beside a firm: the path, how far, how we know; rivals and strangers are left out."""

from __future__ import annotations

from builders import graph, joined
from liantu.analysis.contacts import BUYS, CAPABLE, MADE, PROJECT, SUPPLIES, Contact, contacts
from liantu.graph.snapshot import Snapshot

# ore → salt → {ncm ⊂ cathode} → cell ⊂ cells → pack → car
HERE = ("mine", "salter", "rival", "cells-maker", "packer", "able", "builder", "carmaker")
G = Snapshot(
    graph(
        *(joined(f"link:{x}", "LINK_OF", "chain:c", grade="domain") for x in ("ore", "salt", "cathode", "ncm", "cells", "cell", "pack")),
        *(joined(f"link:{a}", "PART_OF", f"link:{b}", grade="domain") for a, b in (("ncm", "cathode"), ("cell", "cells"))),
        *(
            joined(f"link:{a}", "INPUT_TO", f"link:{b}", grade="domain")
            for a, b in (("ore", "salt"), ("salt", "ncm"), ("ncm", "cell"), ("cell", "pack"))
        ),
        *(joined(f"firm:{x}", "LOCATED_IN", "place:zone", "registered", grade="registry") for x in HERE),
        *(
            joined(f"firm:{f}", "OPERATES_IN", f"link:{x}")
            for f, x in (("mine", "ore"), ("rival", "cathode"), ("rival", "cell"), ("cells-maker", "cells"), ("packer", "pack"))
        ),
        joined("firm:able", "CAPABLE_OF", "link:cell", grade="disclosure"),
        joined("firm:stranger", "CAPABLE_OF", "link:cell", grade="disclosure"),
        joined("firm:builder", "UNDERTAKES", "project:p", "planned"),
        joined("project:p", "INVESTS_IN", "link:salt", "planned"),
        joined("firm:carmaker", "DEMANDS", "link:cathode", "demand"),
        joined("firm:salter", "SUPPLIES", "firm:new", key="盐|2024"),
        joined("firm:new", "CAPABLE_OF", "link:cathode", grade="disclosure"),
        nodes="chain:c link:ore link:salt link:cathode link:ncm link:cells link:cell link:pack place:zone project:p firm:new firm:stranger "
        + " ".join(f"firm:{x}" for x in HERE),
    )
)  # fmt: skip


def test_buyers_and_suppliers_with_their_paths_the_told_ones_first() -> None:
    assert contacts(G, "firm:new", ["link:cathode"]) == (
        Contact("firm:carmaker", BUYS, ("link:cathode",), 0, "来源称其有此需求"),
        Contact("firm:salter", SUPPLIES, (), 0, "来源称已供货"),
        Contact("firm:able", BUYS, ("link:ncm", "link:cell"), 1, CAPABLE),
        Contact("firm:cells-maker", BUYS, ("link:ncm", "link:cell"), 1, f"{MADE}“cells”，具体品种待核实"),
        Contact("firm:builder", SUPPLIES, ("link:salt", "link:ncm"), 1, PROJECT),
        Contact("firm:packer", BUYS, ("link:ncm", "link:cell", "link:pack"), 2, MADE),
        Contact("firm:mine", SUPPLIES, ("link:ore", "link:salt", "link:ncm"), 2, MADE),
    )


def test_a_maker_of_the_same_is_a_rival_even_where_it_would_buy() -> None:
    told = {c.resident for c in contacts(G, "firm:new", ["link:ncm"])}
    assert "firm:rival" not in told, "it makes the parent, perhaps this very part"
    assert "firm:stranger" not in told, "nobody who is not proven to be here"


def test_no_links_no_neighbours() -> None:
    assert contacts(G, "firm:stranger", []) == ()
