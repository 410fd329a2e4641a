"""All shipped data → claims: reads data/ once, transforms it, reports every fault."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..graph.claims import Claim
from ..graph.errors import DataError
from ..graph.presence import Zone
from ..graph.sources import Source
from .base import Scribe
from .links import transform_links
from .organisations import known_otherwise, source_names, transform_organisations
from .places import read_codes, read_zone, transform_places
from .plan import transform_blocks
from .pool import SOURCE, Pool, read_pool, transform_pool
from .pool_review import read_verdicts
from .pool_rows import grounded
from .sources import read_sources, transform_sources
from .yaml_file import read_yaml

SHIPPED = Path(__file__).parent.parent / "data"
DATA = Path(os.environ.get("LIANTU_DATA") or SHIPPED)  # another zone is another folder of this form
CODES = ("gbt2260.csv", "gbt4754-2017.csv")


@dataclass(frozen=True)
class Shipped:
    """The claims of data/, the sources they name, the zone, and the hash of every byte they came from."""

    claims: tuple[Claim, ...]
    sources: Mapping[str, Source]
    zone: Zone
    hash: str


def data_hash(folder: Path = DATA) -> str:
    """Return the hash of all data files (names and bytes), 16 hex characters; national code tables that are not its own count too."""
    total = hashlib.sha256()
    for name, path in data_files(folder).items():
        total.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]


def data_files(folder: Path = DATA) -> dict[str, Path]:
    """Return name below the folder → file of all data files, in the order in which they are hashed."""
    files = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file() and p.suffix in (".yaml", ".txt", ".csv")}
    files |= {f"codes/{name}": code_table(folder, name) for name in CODES}
    return dict(sorted(files.items(), key=lambda x: x[0].split("/")))


def code_table(folder: Path, name: str) -> Path:
    """Return a national code table of a data folder, the shipped one where it has none of its own."""
    own = folder / "codes" / name
    return own if own.exists() else SHIPPED / "codes" / name


def load_shipped(folder: Path = DATA) -> Shipped:
    """Read and transform data/, once a process while its files stay as they are. Raises DataError with every fault found."""
    return _read(folder, data_hash(folder))


@lru_cache(maxsize=1)
def _read(folder: Path, content: str) -> Shipped:
    scribe = Scribe(read_sources(folder / "sources"))
    zone = read_zone(folder / "zone.yaml")
    transform_sources(scribe)
    codes = read_codes(code_table(folder, CODES[0]))
    transform_places(scribe, read_yaml(folder / "places.yaml")["places"], codes)
    transform_organisations(scribe, _rows(folder / "organisations", "organisations"))
    _chains(scribe, folder)
    for path in sorted((folder / "plan").glob("*.yaml")):
        transform_blocks(scribe, read_yaml(path).get("blocks", []), f"plan/{path.name}")
    if (folder / "pool").is_dir():
        transform_pool(scribe, _pool(scribe, folder, codes), codes)
    if scribe.problems:
        raise DataError(*scribe.problems)
    return Shipped(tuple(scribe.claims), scribe.sources, zone, content)


def _pool(scribe: Scribe, folder: Path, codes: Mapping[str, Mapping[str, str]]) -> Pool:
    """The pool, each row quoted as it stands in its source."""
    verdicts = read_verdicts(folder / "pool" / "mapping.csv")
    pool, faults = grounded(read_pool(folder / "pool"), scribe.sources[SOURCE], verdicts, codes)
    scribe.problems += faults
    return pool


def read_links(folder: Path = DATA) -> dict[str, Mapping[str, Any]]:
    """Return link id → its row of links.yaml, all chains."""
    files = sorted((folder / "chains").glob("*/links.yaml"))
    return {f"link:{path.parent.name}/{row['id']}": row for path in files for row in read_yaml(path)["links"]}


def _rows(folder: Path, key: str) -> dict[str, list[Mapping[str, Any]]]:
    return {path.name: read_yaml(path).get(key, []) for path in sorted(folder.glob("*.yaml"))}


def _chains(scribe: Scribe, folder: Path) -> None:
    chains = sorted(p for p in (folder / "chains").iterdir() if (p / "chain.yaml").exists())
    for path in chains:
        _chain(scribe, read_yaml(path / "chain.yaml"), f"chains/{path.name}/chain.yaml")
    links = {path.name: read_yaml(path / "links.yaml")["links"] for path in chains}
    transform_links(scribe, links, read_codes(code_table(folder, CODES[1])))
    for path in chains:
        transform_blocks(scribe, read_yaml(path / "plan.yaml").get("blocks", []), f"chains/{path.name}/plan.yaml")


def _chain(scribe: Scribe, row: Mapping[str, Any], where: str) -> None:
    source = row.get("source", "plan")
    locator = scribe.locate(source, row["quote"], row.get("nth"), where)
    if locator is not None:
        scribe.props(row["id"], {"name": row["name"]}, where, source=source, quote=row["quote"], locator=locator, modality="planned")
    source_names(scribe, row, [], where)
    known_otherwise(scribe, row, {k: row[k] for k in ("name_en", "about") if k in row}, where)
