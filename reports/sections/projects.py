"""重点项目清单: projects as the sources write them; amounts are their words, never sums of ours."""

from __future__ import annotations

from ...graph import schema as s
from ...graph.ledger import is_of_ledger
from ...graph.snapshot import Node
from ..base import NOT_COLLECTED, Block, Context, Row, SectionType, listed
from ..citing import cite_things, names

COLUMNS = [
    ("no", "序号", 7),
    ("name", "项目", 36),
    ("investor", "投资主体", 22),
    ("investment", "总投资", 16),
    ("capacity", "产能", 16),
    ("output", "达产产值", 20),
    ("links", "投向环节", 28),
    ("stage", "阶段", 14),
    ("land", "用地", 10),
    ("unit", "责任单位", 10),
    ("source", "依据（章节段落）", 34),
]
NEVER_PUBLIC = frozenset({"invited", "needed"})


def build(ctx: Context) -> tuple[Block, ...]:
    """Return the list."""
    kept = [p for p in ctx.scope.projects if not ctx.public or _may_be_told(ctx, p)]
    rows = [_row(ctx, n, p) for n, p in enumerate(kept, 1)]
    note = f"共 {len(rows)} 个。金额、产能、产值、阶段为来源原文，未经核算。"
    return (listed(COLUMNS, rows, empty="来源未写明投向本范围环节的项目。", note=note),)


def _may_be_told(ctx: Context, project: Node) -> bool:
    return not is_of_ledger(project.id) and not {c.modality for c in ctx.graph.claims_of(project)} & NEVER_PUBLIC


def _row(ctx: Context, number: int, project: Node) -> Row:
    said: Row = {k: str(project.props.get(k, NOT_COLLECTED)) for k in ("investment", "capacity", "output", "stage")}
    firms = names(ctx.graph.node(e.source) for e in ctx.graph.into(project.id, s.UNDERTAKES))
    return said | {
        "no": number,
        "name": project.name,
        "investor": str(project.props.get("investor") or firms or NOT_COLLECTED),
        "links": names(ctx.graph.node(e.target) for e in ctx.graph.out(project.id, s.INVESTS_IN)),
        "land": NOT_COLLECTED,
        "source": cite_things(ctx, project),
    }


SECTION = SectionType("projects", "重点项目清单", "重点项目清单", build, wide=True)
