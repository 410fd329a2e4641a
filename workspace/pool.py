"""A user's pool, file or folder of tables → claims for a batch, checked against everything that is there already."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from ..graph.claims import Claim
from ..graph.errors import DataError
from ..loaders.base import Scribe
from ..loaders.mapping import Mapper, Refusals
from ..loaders.places import read_codes
from ..loaders.pool import SOURCE, Pool, PoolRow, read_pool, transform_pool
from ..loaders.pool_file import SURE, pool_of
from ..loaders.pool_places import PlaceNames
from ..loaders.pool_review import ACCEPTED, read_excluded, read_refusals, read_verdicts
from ..loaders.pool_rows import canonical, in_source
from ..loaders.pool_tables import YEAR, Made, Tables, proposals, read_tables, select, without
from ..loaders.shipped import CODES, DATA, code_table, load_shipped, read_links
from ..loaders.sources import read_sources
from ..loaders.table_file import read_table
from .batches import standing_claims
from .paths import Workspace

EVERYTHING = 1_000_000
OWN_TABLES = "ckg-tables"  # rows that the shipped text does not hold; their text stands in the batch


@dataclass(frozen=True)
class Import:
    """What a file or folder brings: its rows, and the claims that were not there yet."""

    pool: Pool
    claims: tuple[Claim, ...]

    def counts(self) -> dict[str, int]:
        """Return how many firms, products, products without a link, and claims."""
        linked = {row.cells["product"] for row in self.pool.makes if row.cells["link"]}
        products = {row.cells["product"] for row in self.pool.makes}
        firms = {row.cells["code"] for row in self.pool.makes}
        return {"firms": len(firms), "products": len(products), "unmapped": len(products - linked), "claims": len(self.claims)}


def read_import(workspace: Workspace, path: Path, data: Path = DATA) -> Import:
    """Return what a pool file, or a folder of tables, brings. Raises DataError with every fault; nothing is written.

    A firm that bears the name of an organisation of the plan is a fault unless data/pool/identities.csv decides on it.
    """
    shipped = load_shipped(data)
    codes = read_codes(code_table(data, CODES[0]))
    refused = read_refusals(data / "pool" / "refusals.csv")
    pool = _tables(path, data, codes, refused) if path.is_dir() else _file(path, codes, refused)
    scribe = Scribe(shipped.sources, [*shipped.claims, *standing_claims(workspace)])
    before = {c.id for c in scribe.claims}
    transform_pool(scribe, replace(pool, identities=read_pool(data / "pool").identities), codes)
    if scribe.problems:
        raise DataError(*scribe.problems)
    return Import(pool, tuple(c for c in scribe.claims if c.id not in before))


def _file(path: Path, codes: dict[str, dict[str, str]], refused: Refusals) -> Pool:
    links = read_links()
    return pool_of(read_table(path), path.name, links, codes, Mapper(links, None, refused))


def _holds(verdict: str | None, score: float) -> bool:
    """A pair that was read counts by its verdict, another only where the product bears the link's very name or alias."""
    return verdict == ACCEPTED if verdict else score >= SURE


def _tables(path: Path, data: Path, codes: dict[str, dict[str, str]], refused: Refusals) -> Pool:
    tables = read_tables(path)
    found = proposals(tables, Mapper(read_links(), tables.broader, refused))
    verdicts = read_verdicts(data / "pool" / "mapping.csv")
    accepted = {p: {link: score for link, _, score in m if _holds(verdicts.get((p, link)), score)} for p, m in found.items()}
    made = select(without(tables, read_excluded(data / "pool" / "excluded.csv")), accepted, EVERYTHING, EVERYTHING)
    places, shipped = PlaceNames(codes), read_sources(data / "sources")[SOURCE]
    firms = (_firm(tables, code, places) for code in sorted({m.code for m in made}))
    return Pool(
        tuple(in_source(row, canonical(tables.firms[row.cells["code"]].values()), shipped, OWN_TABLES) for row in firms),
        tuple(in_source(_make(m), canonical((m.code, m.product, m.stated)), shipped, OWN_TABLES) for m in made),
        (),
    )


def _firm(tables: Tables, code: str, places: PlaceNames) -> PoolRow:
    row = tables.firms[code]
    cells = {"code": code, "name": row["full_name"], "short_name": row["short_name"], "place": places.of(row["full_name"]), "year": YEAR}
    return PoolRow(cells, "", f"firms.csv {code}")


def _make(made: Made) -> PoolRow:
    cells = {"code": made.code, "product": made.product, "revenue_share": made.share, "year": YEAR, "link": made.link}
    return PoolRow(cells, "", f"makes.csv {made.code}")
