"""`liantu evaluate rank-makers` and `fit-ranker`: rank the firms of a folder of tables for the products of a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import Asked, shared
from .output import Column, emit_rows

if TYPE_CHECKING:
    from ..analysis.ranking.listing import Scorer
    from ..analysis.ranking.market import Market

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
TARGET = click.Path(dir_okay=False, path_type=Path)


@click.command("rank-makers")
@click.option("--tables", required=True, type=FOLDER, metavar="文件夹", help="表文件夹：makes.csv、firms.csv、industries.csv 等七张表")
@click.option("--queries", required=True, type=FILE, metavar="文件", help="CSV 文件，含列 product")
@click.option(
    "--ranker",
    type=click.Choice(["explained", "learned"]),
    default="explained",
    show_default=True,
    help="explained 不需训练；learned 需附加包 rank",
)
@click.option("--model", type=FILE, metavar="文件", help="learned 的模型（fit-ranker 写出）；不给则先在这些表上训练")
@click.option("--top", type=click.IntRange(1), default=200, show_default=True, help="每个产品列出的企业数")
@click.option("--out", "-o", required=True, type=TARGET, metavar="文件", help="写出的 CSV：product、rank、firm_code，产品名一字不改")
@shared
def rank_makers_command(asked: Asked, tables: Path, queries: Path, ranker: str, model: Path | None, top: int, out: Path) -> None:
    """仿真：为每个产品给上市公司表中的企业排序，已知生产者除外；只读所给的文件。"""
    if model and ranker != "learned":
        raise click.BadParameter("只用于 --ranker learned / only with --ranker learned", param_hint="--model")
    from ..analysis.ranking.listing import listing
    from ..graph.files import write_atomic
    from ..loaders.ckg_tables import read_queries

    market, products = read_market(tables), read_queries(queries)
    rows = listing(market, products, top, _scorer(asked, market, model) if ranker == "learned" else None)
    write_atomic(out, as_csv(rows))
    emit_rows(asked, [{"queries": len(products), "firms": len(market.firms), "rows": len(rows), "out": str(out)}], COLUMNS)


@click.command("fit-ranker")
@click.option("--tables", required=True, type=FOLDER, metavar="文件夹", help="表文件夹：makes.csv、firms.csv、industries.csv 等七张表")
@click.option("--out", "-o", required=True, type=TARGET, metavar="文件", help="写出的模型（文本；同样的表写出同样的字节）")
@shared
def fit_ranker_command(asked: Asked, tables: Path, out: Path) -> None:
    """训练 learned 排序模型（需附加包 rank），供 rank-makers --model 使用。"""
    from ..analysis.ranking.learned import fit
    from ..analysis.ranking.model_file import dump
    from ..graph.files import write_atomic

    market = read_market(tables)
    asked.say("正在训练，约需一两分钟… / fitting, a minute or two…")
    write_atomic(out, dump(fit(market)))
    emit_rows(asked, [{"firms": len(market.firms), "products": len(market.products), "out": str(out)}], MODEL_COLUMNS)


def _scorer(asked: Asked, market: Market, model: Path | None) -> Scorer:
    """Return what scores queries by a model, fitted here where none is given."""
    from ..analysis.ranking.columns import Columns
    from ..analysis.ranking.explained import Explained
    from ..analysis.ranking.learned import fit, scores
    from ..analysis.ranking.model_file import parse

    if not model:
        asked.say("没有给出模型，先在这些表上训练，约需一两分钟… / no model given: fitting on these tables first…")
    fitted, columns = parse(model.read_bytes(), model.name) if model else fit(market), Columns(Explained.on(market))
    return lambda queries: scores(fitted, columns, queries)


MODEL_COLUMNS = (Column("firms", "企业数", "firms"), Column("products", "产品数", "products"), Column("out", "写入", "written to"))
COLUMNS = (
    Column("queries", "产品数", "queries"),
    Column("firms", "有产品的企业数", "firms with products"),
    Column("rows", "行数", "rows"),
    Column("out", "写入", "written to"),
)


def read_market(folder: Path) -> Market:
    """Return the market of a folder of tables. Raises DataError."""
    from ..analysis.ranking.market import FirmFacts, Make, market
    from ..loaders.ckg_tables import read_ckg

    tables = read_ckg(folder)
    facts = {code: FirmFacts(name, industries) for code, (name, industries) in tables.firms.items()}
    return market((Make(*row) for row in tables.makes), facts, industry_names=tables.industries)


def as_csv(rows: list[tuple[str, int, str]]) -> bytes:
    """Return the rows as CSV, byte-true: a product stands as it was asked."""
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([("product", "rank", "firm_code"), *rows])
    return text.getvalue().encode()
