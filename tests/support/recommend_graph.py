"""A zone one can draw, for recommendations; and random ones in which firms move, bear one another's names, or are struck off.

chain battery:  salt → cathode ⊃ {ncm, lfp} → cell (终端)        film → cell

here      resident, makes ncm; 龙头; the plan supports it          parent    here's group, elsewhere
cellar    resident, makes cell                                     alike     outsider whose name begins with here's
bay       outsider in the region, sells 隔膜 (60 % of revenue)     far       outsider elsewhere, sells 隔膜 (5 %)
coat      outsider, sells 涂覆膜 under another link's name         wanted    invited for film, no word of what it makes
gone      struck off, would be the best maker of film              moved     left the zone, made film
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from builders import claim, joined, named
from liantu.graph.assemble import assemble
from liantu.graph.claims import Claim
from liantu.graph.presence import Origin, Zone
from liantu.graph.snapshot import Snapshot

RINGS = (("园区", "place:zone"), ("市", "place:city"), ("湾区", "place:bay"), ("全国", "place:cn"))
ORIGIN = Origin("承接湾区转移", "measure:take", frozenset({"place:bay-city"}), ("侨资",), frozenset({"chain:battery"}))
ZONE = Zone("place:zone", "某高新区", frozenset(), RINGS, {}, (ORIGIN,))
NAMES = {
    "firm:here": "本厂",
    "firm:parent": "母集团",
    "firm:alike": "本厂控股股份有限公司",
    "firm:cellar": "电芯厂",
    "firm:bay": "湾区膜业",
    "firm:far": "远方膜业",
    "firm:coat": "涂层公司",
    "firm:wanted": "海外巨头",
    "firm:gone": "已注销膜业",
    "firm:moved": "已迁出膜业",
    "link:film": "隔膜",
    "link:cathode": "阴极材料",
    "link:ncm": "三元阴极",
    "link:lfp": "铁锂阴极",
    "link:cell": "电芯",
    "link:salt": "锂盐",
}
PLACES = "place:zone place:city place:bay place:bay-city place:far-city place:cn"
SUPPORT, TAKE = "重点扶持电芯厂做隔膜", "主动承接湾区产业转移"


def said(subject: str, predicate: str, value: Any, quote: str, modality: str = "existing", line: int = 5) -> Claim:
    """A claim of the plan with its words."""
    return claim(subject, predicate, value, quote=quote, modality=modality, locator=f"第{line}行", grade="plan", as_of="2020-12")


def sells(firm: str, product: str, share: float, link: str = "") -> list[Claim]:
    """A firm's disclosed product, and the link it belongs to."""
    about: dict[str, Any] = {"grade": "disclosure", "as_of": "2021", "quote": f"{firm},{product},{share}"}
    node = f"product:{product}"
    made = [claim(node, "name", product, grade="disclosure"), joined(firm, "MAKES", node, **about)]
    made.append(claim(f"{firm}|MAKES|{node}", "revenue_share", share, **about))
    if link:
        made += [joined(node, "BELONGS_TO", link, "inferred", grade="domain"), joined(firm, "CAPABLE_OF", link, **about)]
    return made


def skeleton() -> list[Claim]:
    """Links and places."""
    links = ("salt", "cathode", "ncm", "lfp", "cell", "film")
    return [
        *(claim(i, "name", n) for i, n in NAMES.items()),
        *named("chain:battery", "measure:take", "measure:back", "measure:bring", *PLACES.split()),
        *(joined(f"link:{x}", "LINK_OF", "chain:battery", grade="domain") for x in links),
        *(joined(f"link:{x}", "PART_OF", "link:cathode", grade="domain") for x in ("ncm", "lfp")),
        *(joined("link:salt", "INPUT_TO", f"link:{x}", grade="domain") for x in ("ncm", "lfp")),
        *(joined(f"link:{x}", "INPUT_TO", "link:cell", grade="domain") for x in ("ncm", "lfp", "film")),
        claim("link:cell", "terminal", True, grade="domain"),
        *(joined(f"place:{a}", "WITHIN", f"place:{b}") for a, b in (("zone", "city"), ("city", "bay"), ("bay-city", "bay"), ("bay", "cn"))),
        joined("place:far-city", "WITHIN", "place:cn"),
    ]


def firms() -> list[Claim]:
    """The firms of the docstring and what the plan wants."""
    return [
        said("firm:here", "LOCATED_IN", "place:zone", "依托本厂"),
        said("firm:here", "OPERATES_IN", "link:ncm", "依托本厂做三元阴极"),
        said("firm:here", "standing", "龙头（规划原文）", "龙头本厂"),
        joined("firm:here", "PART_OF_GROUP", "firm:parent", "inferred", grade="domain"),
        *sells("firm:parent", "涂布隔膜", 0.5, "link:film"),
        *sells("firm:alike", "锂电隔膜", 0.9, "link:film"),
        said("firm:cellar", "LOCATED_IN", "place:zone", "电芯厂在区"),
        said("firm:cellar", "OPERATES_IN", "link:cell", "电芯厂做电芯"),
        joined("firm:bay", "LOCATED_IN", "place:bay-city", grade="disclosure"),
        *sells("firm:bay", "湿法隔膜", 0.6, "link:film"),
        joined("firm:far", "LOCATED_IN", "place:far-city", grade="disclosure"),
        *sells("firm:far", "干法隔膜", 0.05, "link:film"),
        *sells("firm:coat", "隔膜和胶粘剂", 0.4),
        said("firm:wanted", "INVITED_FOR", "link:film", "引进海外巨头", "invited", 7),
        said("measure:bring", "INVITES", "firm:wanted", "引进海外巨头", "invited", 7),
        *sells("firm:gone", "隔膜甲", 0.99, "link:film"),
        claim("firm:gone", "is_active", False, grade="registry"),
        *sells("firm:moved", "隔膜乙", 0.98, "link:film"),
        said("firm:moved", "LOCATED_IN", "place:zone", "膜业在区"),
        claim("firm:moved", "left", "moved", as_of="2025"),
        said("measure:back", "AIMS_AT", "link:film", SUPPORT, "needed", 9),
        said("measure:back", "kind", "培育", SUPPORT, "needed", 9),
        said("measure:take", "AIMS_AT", "chain:battery", TAKE, "needed", 10),
    ]


def recommend_graph(*more: Claim, merged: dict[str, str] | None = None) -> Snapshot:
    """The graph of the docstring with some more claims; `merged`: same-as decisions, loser → winner."""
    return Snapshot(assemble([*skeleton(), *firms(), *more], ZONE, merged=merged or {}))


@st.composite
def peopled(draw: st.DrawFn) -> Snapshot:
    """Random firms on the skeleton: where they are, what they make, whose group, whose name, whether they still exist."""
    claims, ids = skeleton(), [f"firm:r{n}" for n in range(draw(st.integers(0, 7)))]
    links = ("salt", "cathode", "ncm", "lfp", "cell", "film")
    for firm in ids:
        claims.append(claim(firm, "name", draw(st.sampled_from(("甲厂", "乙厂", "甲厂股份有限公司", "甲厂科技", "丙", "丁业", "戊公司")))))
        claims += [claim(firm, "aliases", x) for x in draw(st.lists(st.sampled_from(("甲厂", "己业", "庚厂")), max_size=1))]
        here = draw(st.sampled_from(("zone", "city", "bay-city", "far-city", "")))
        claims += [joined(firm, "LOCATED_IN", f"place:{here}")] if here else []
        for link in draw(st.lists(st.sampled_from(links), max_size=2, unique=True)):
            way = "OPERATES_IN" if here == "zone" and draw(st.booleans()) else draw(st.sampled_from(("CAPABLE_OF", "INVITED_FOR", "sells")))
            share = draw(st.sampled_from((0.01, 0.05, 0.5)))
            modality = "invited" if way == "INVITED_FOR" else "existing"
            about = sells(firm, f"{link}品", share, f"link:{link}") if way == "sells" else [joined(firm, way, f"link:{link}", modality)]
            claims += about
        claims += [claim(firm, "is_active", False)] if draw(st.integers(0, 5)) == 0 else []
        claims += [claim(firm, "left", "moved", as_of="2025")] if draw(st.integers(0, 5)) == 0 else []
    pairs = st.tuples(st.sampled_from(ids), st.sampled_from(ids)) if ids else st.nothing()
    for plant, group in sorted(set(draw(st.lists(pairs, max_size=3)))) if ids else []:
        claims += [joined(plant, "PART_OF_GROUP", group, grade="domain")] if plant != group else []
    return Snapshot(assemble(list({c.id: c for c in claims}.values()), ZONE))
