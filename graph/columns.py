"""The columns of the frames that `liantu.load()` gives, each with its dtype; graph/frames.py makes them so.

Kinds: `text`, `integer` (never missing), `count` (integer, missing allowed), `number`, `flag` (never missing), `maybe` (true, false,
unknown), `list`, `dict`, `value` (whatever a claim asserts). Missing text is NaN; unknown is never false and never 0.
docs/data-dictionary.md shows them.
"""

from __future__ import annotations

from collections.abc import Mapping

DTYPES = {  # kind → pandas dtype; text is `object` before pandas 3
    "text": "str",
    "integer": "int64",
    "count": "Int64",
    "number": "float64",
    "flag": "bool",
    "maybe": "boolean",
    "list": "object",
    "dict": "object",
    "value": "object",
}


def _in_order(names: str, **kinds: str) -> Mapping[str, str]:
    """Return column → kind in the order of `names`; what no kind claims is text."""
    told = {name: kind for kind, claimed in kinds.items() for name in claimed.split()}
    return {name: told.get(name, "text") for name in names.split()}


_RECOMMEND = (
    "chain link_id link status gap_way gap_way_reason group group_name rank of firm_id type name resident place invited way fit propensity "
    "value plan_words entry paths"
)
_RECOMMEND_KINDS = {
    "integer": "rank of",
    "maybe": "resident",
    "flag": "invited",
    "dict": "fit propensity value",
    "list": "plan_words entry paths",
}
FRAMES: Mapping[str, Mapping[str, str]] = {
    "nodes": _in_order("id type name resident props claims", maybe="resident", dict="props", list="claims"),
    "edges": _in_order("id type source target modality grade as_of props claims", dict="props", list="claims"),
    "claims": _in_order("id subject predicate value source quote locator modality grade as_of key", value="value"),
    "gaps": _in_order(
        "chain link_id link stage ring status progress also rolled_up need need_kinds invitees makers sole strategy plan_words way "
        "way_reason grade rings rings_status ring_advice quantities reliance factors criticality stability evidence settle_by explanation "
        "path smallest_change stability_detail",
        flag="rolled_up",
        list="also need need_kinds invitees makers plan_words ring_advice reliance evidence",
        dict="rings rings_status quantities factors criticality settle_by path smallest_change stability_detail",
    ),
    "sweep": _in_order(
        "chain link_id status stability held status_held place_held rank_low rank_high",
        number="held status_held place_held",
        count="rank_low rank_high",
    ),
    "cuts": _in_order(
        "product elements names certain minimal_in stopped_products stopped_links",
        list="elements names minimal_in",
        flag="certain",
        dict="stopped_products stopped_links",
    ),
    "recommend": _in_order(_RECOMMEND, **_RECOMMEND_KINDS),
    "recommend around": _in_order(f"{_RECOMMEND} role served", **_RECOMMEND_KINDS),
    "portfolio": _in_order(
        "no firm_id name resident invited closes value total instead",
        integer="no value total",
        maybe="resident",
        flag="invited",
        list="closes instead",
    ),
    "complexity places": _in_order("place_id place pairs diversity eci fitness coi", integer="pairs diversity", number="eci fitness coi"),
    "complexity links": _in_order("link_id link chain ubiquity pci complexity", integer="ubiquity", number="pci complexity"),
    "complexity pairs": _in_order(
        "place_id place link_id link chain count rca present density cog",
        integer="count",
        flag="present",
        number="rca density cog",
    ),
}
MADE_BY = {
    "nodes": "g.nodes()",
    "edges": "g.edges()",
    "claims": "g.claims()",
    "gaps": "g.gaps()",
    "sweep": "g.sweep({…})，前面另有所扫的各项设置 / the settings swept come first",
    "cuts": "g.cuts()",
    "recommend": "g.recommend()",
    "recommend around": "g.recommend(around=…)",
    "portfolio": "g.portfolio()",
    "complexity places": 'g.complexity("places")',
    "complexity links": 'g.complexity("links")',
    "complexity pairs": 'g.complexity("pairs")',
}
