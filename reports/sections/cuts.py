"""附件 断供最小组合: how few losses stop a final product, chain by chain, and the first by what stops with them."""

from __future__ import annotations

from ...analysis.cut_words import element_name, final_products
from ...analysis.cuts import Cuts, CutSet, cut_sets
from ...analysis.supply import SupplyGraph, supply_graph
from ...graph.snapshot import Node
from ..base import INTERNAL, NOT_APPLICABLE, Block, Cell, Context, Paragraph, Row, SectionType, Table, table

SHOWN = 10  # sets of each size in the annex; all of them: liantu cuts
LEAD = (
    "断供最小组合：失去它，终端产品即停，少失去其中任何一个都不停；元素是企业、环节和外购来源，只列一个和两个的组合。"
    "“一定”指悲观（只有已掌握的企业）和乐观（每个未作名单齐全确认的环节另有一家未知企业）两种情形下都停，“可能”指只在一种情形下停；"
    "投入关系为行业常识，影响程度不是概率。本表供研究，不作为缺链弱链的依据。"
)
COUNTS = [
    ("chain", "产业链", 22),
    ("products", "终端产品数", 12),
    ("one", "单个：一定／可能", 18),
    ("two", "两个一组：一定／可能", 20),
]
SETS = [
    ("no", "序号", 6),
    ("chain", "产业链", 18),
    ("set", "断供即停的组合", 50),
    ("sure", "把握", 8),
    ("products", "停产终端（悲观／乐观）", 20),
    ("links", "停产环节（悲观／乐观）", 20),
]


def build(ctx: Context) -> tuple[Block, ...]:
    """Return the lead, the counts of each chain and the first sets of each size."""
    supply = supply_graph(ctx.graph)
    found = [(chain, _cuts(ctx, supply, chain.id)) for chain in ([ctx.chain] if ctx.chain else ctx.chains)]
    counts = table(COUNTS, [_counts(chain, *rest) for chain, rest in found], "各链断供最小组合数")
    return (Paragraph(Cell(LEAD)), counts, _first(ctx, found, 1), _first(ctx, found, 2))


def _cuts(ctx: Context, supply: SupplyGraph, chain: str) -> tuple[Cuts, int]:
    products = final_products(ctx.graph, supply, chain)
    return cut_sets(supply, products, keep=SHOWN).whole, len(products)


def _counts(chain: Node, cuts: Cuts, products: int) -> Row:
    certain = sum(cut.certain for cut in cuts.singles)
    return {
        "chain": chain.name,
        "products": products,
        "one": f"{certain}／{len(cuts.singles) - certain}" if products else NOT_APPLICABLE,
        "two": f"{cuts.certain_pairs}／{cuts.possible_pairs}" if products else NOT_APPLICABLE,
    }


def _first(ctx: Context, found: list[tuple[Node, tuple[Cuts, int]]], size: int) -> Table:
    sets = [(chain, cut) for chain, (cuts, _) in found for cut in (cuts.singles if size == 1 else cuts.pairs)]
    ranked = sorted(sets, key=lambda row: _loss(row[1]), reverse=True)[:SHOWN]
    rows = [_row(ctx, number, *row) for number, row in enumerate(ranked, 1)]
    return table(SETS, rows, f"影响最大的前 {len(rows)} 个：{'单个' if size == 1 else '两个一组'}")


def _loss(cut: CutSet) -> tuple[int, int, int, int]:
    return max(cut.stopped), max(cut.stopped_links), min(cut.stopped), min(cut.stopped_links)


def _row(ctx: Context, number: int, chain: Node, cut: CutSet) -> Row:
    return {
        "no": number,
        "chain": chain.name,
        "set": " ＋ ".join(element_name(ctx.graph, e) for e in cut.elements),
        "sure": "一定" if cut.certain else "可能",
        "products": "／".join(map(str, cut.stopped)),
        "links": "／".join(map(str, cut.stopped_links)),
    }


SECTION = SectionType("cuts", "附件：断供最小组合", "断供最小组合", build, frozenset({INTERNAL}))
