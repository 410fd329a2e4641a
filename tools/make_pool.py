"""Rebuild data/pool from a folder of the ChainKnowledgeGraph tables: `python tools/make_pool.py FOLDER` (data/pool/README.md).

The tables are not shipped. A verdict that stands in data/pool/mapping.csv is kept: only new pairs come in, as `accepted` = 待定, and a pair
that waits for a verdict is not used. A pair that was read and that no rule proposes any more stays, with `read` as its way.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from liantu.graph.files import write_atomic
from liantu.loaders.mapping import Mapper
from liantu.loaders.places import read_codes
from liantu.loaders.pool import GROUP, read_pool
from liantu.loaders.pool_places import PlaceNames
from liantu.loaders.pool_review import ACCEPTED, WAITING, read_excluded, read_refusals, read_verdicts
from liantu.loaders.pool_rows import canonical, rows_text
from liantu.loaders.pool_tables import YEAR, Made, Tables, proposals, read_tables, select, share_of, without
from liantu.loaders.shipped import DATA, read_links

PER_LINK, PER_FIRM = 7, 3
READ = "read"  # the way of a pair that only a reader holds
POOL, ROWS = DATA / "pool", "ckg/rows.txt"


def main() -> int:
    """Write the five files and say how large they are."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        print("用法：python tools/make_pool.py 表所在文件夹 / usage: python tools/make_pool.py FOLDER_OF_TABLES", file=sys.stderr)
        return 2
    tables, verdicts = read_tables(Path(sys.argv[1])), read_verdicts(POOL / "mapping.csv")
    found = proposals(tables, Mapper(read_links(), tables.broader, read_refusals(POOL / "refusals.csv")))
    pairs = [(product, link, how, score) for product, matches in found.items() for link, how, score in matches]
    known = {(product, link) for product, link, *_ in pairs}
    pairs += [(product, link, READ, 0.0) for product, link in verdicts if (product, link) not in known]
    rows = [(p, link, how, score, verdicts.get((p, link), WAITING)) for p, link, how, score in sorted(pairs)]
    _write("mapping.csv", ("product", "link", "how", "score", "accepted"), rows)
    accepted: dict[str, dict[str, float]] = {}
    for product, link, _, score, verdict in rows:
        if verdict == ACCEPTED:
            accepted.setdefault(product, {})[link] = score
    made = select(without(tables, read_excluded(POOL / "excluded.csv")), accepted, PER_LINK, PER_FIRM)
    _pool(tables, made)
    _source(tables, made)
    counts = {"firms": {m.code for m in made}, "products": {m.product for m in made}, "links": {m.link for m in made}}
    print(f"rows {len(made)}", *(f"{what} {len(found)}" for what, found in counts.items()), sep=", ")
    return 0


def _pool(tables: Tables, made: list[Made]) -> None:
    places = PlaceNames(read_codes(DATA / "codes" / "gbt2260.csv"))
    firms = _firms(tables, made)
    rows = [(f["firm_code"], f["full_name"], f["short_name"], places.of(f["full_name"]), YEAR) for f in firms]
    _write("firms.csv", ("code", "name", "short_name", "place", "year"), rows)
    _write("makes.csv", ("code", "product", "revenue_share", "year", "link"), ((m.code, m.product, m.share, YEAR, m.link) for m in made))


def _firms(tables: Tables, made: list[Made]) -> list[Mapping[str, str]]:
    """The makers, and the listed parents of plants, which may make nothing that a link needs."""
    parents = {row.cells["code"] for row in read_pool(POOL).identities if row.cells["verdict"] == GROUP}
    return [tables.firms[code] for code in sorted({m.code for m in made} | (parents & tables.firms.keys()))]


def _source(tables: Tables, made: list[Made]) -> None:
    """Write the rows themselves, and their sha256 into the registry."""
    wanted = {(m.code, m.product, m.share) for m in made}
    said = [row for row in tables.makes if (row["firm_code"], row["product"], share_of(row["revenue_share"])) in wanted]
    text = rows_text([canonical(row.values()) for row in [*_firms(tables, made), *said]]).encode()
    write_atomic(DATA / "sources" / ROWS, text)
    registry = DATA / "sources" / "registry.yaml"
    entry = re.compile(rf"(    file: {re.escape(ROWS)}\n    sha256: )[0-9a-f]*")
    write_atomic(registry, entry.sub(rf"\g<1>{hashlib.sha256(text).hexdigest()}", registry.read_text(encoding="utf-8")).encode())


def _write(name: str, header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    POOL.mkdir(exist_ok=True)
    write_atomic(POOL / name, text.getvalue().encode())


if __name__ == "__main__":
    sys.exit(main())
