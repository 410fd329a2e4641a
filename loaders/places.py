"""Places and the zone's profile: places.yaml, zone.yaml."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..graph import schema as s
from ..graph.errors import DataError
from ..graph.presence import Origin, Zone
from .base import DOMAIN_REFERENCE, Scribe
from .yaml_file import read_yaml

PROFILE = ("id", "name", "places", "rings", "facts", "offices")


def read_codes(path: Path) -> dict[str, dict[str, str]]:
    """Return the first row of each code of a code table (`code,name,level,parent…`)."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["code"]: row for row in reversed(rows)}


def code_context(scribe: Scribe, row: Mapping[str, str]) -> dict[str, str]:
    """Return source, quote and place of a row of the GB/T 2260 table: the whole row, as it stands in the shipped file."""
    quote = ",".join(row.values())
    places = scribe.sources["gbt2260"].row_locators(quote)
    return {"source": "gbt2260", "quote": quote, "locator": places[0] if places else f"gbt2260.csv {row['code']}"}


def read_zone(path: Path) -> Zone:
    """Return the zone's profile. Raises DataError."""
    row = read_yaml(path)
    try:
        return _zone(row)
    except (KeyError, TypeError, AttributeError):
        raise DataError(
            f"{path}：园区概况应有 {'、'.join(PROFILE)}（rings 每圈有 name 和 place），请补上 / not a whole zone profile, complete it"
        ) from None


def _zone(row: Mapping[str, Any]) -> Zone:
    rings = tuple((ring["name"], ring["place"]) for ring in row["rings"])
    if not rings:
        raise KeyError("rings")
    facts = {**row["facts"], **{f"{k}.{f}": v for k, held in row["offices"].items() for f, v in held.items()}}
    return Zone(row["id"], row["name"], frozenset(row["places"]), rings, facts, tuple(map(_origin, row.get("origins", []))))


def _origin(row: Mapping[str, Any]) -> Origin:
    held = {key: frozenset(row.get(key, [])) for key in ("places", "chains")}
    return Origin(row["name"], row["measure"], words=tuple(row.get("words", [])), **held)


def transform_places(scribe: Scribe, rows: list[Mapping[str, Any]], codes: Mapping[str, Mapping[str, str]]) -> None:
    """Write places and what they lie within; a code must stand in the GB/T 2260 table with that name.

    A place with a code lies within its parent of the table too, where that is a place of ours.
    """
    ours = {row["code"]: row["id"] for row in rows if row.get("code")}
    for row in rows:
        where = f"places.yaml {row['id']}"
        context = {"source": "domain", "quote": DOMAIN_REFERENCE, "locator": where}
        if code := row.get("code"):
            if codes.get(code, {}).get("name") != row["name"]:
                scribe.fault(where, f"代码 {code} 在 GB/T 2260 表中不是 {row['name']} / the code is not that place")
                continue
            context = code_context(scribe, codes[code])
            if (above := ours.get(codes[code]["parent"])) and above != row.get("within"):
                scribe.edge(row["id"], s.WITHIN.name, above, {}, where, **context)
        scribe.props(row["id"], {k: v for k, v in row.items() if k not in ("id", "within")}, where, **context)
        if within := row.get("within"):
            scribe.edge(row["id"], s.WITHIN.name, within, {}, where, source="domain", quote=DOMAIN_REFERENCE, locator=where)
