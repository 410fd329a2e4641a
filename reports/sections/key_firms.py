"""重点企业清单: residents of the zone and what they make here, with the sentence that says so. Nobody else stands here."""

from __future__ import annotations

from ...graph import schema as s
from ...graph.ledger import is_of_ledger
from ...graph.snapshot import Node
from ..base import NOT_COLLECTED, Block, Context, Row, SectionType, listed
from ..citing import cite_things, names

UNPLACED = "环节待核实"
COLUMNS = [
    ("no", "序号", 7),
    ("firm", "企业名称", 28),
    ("link", "所属环节", 22),
    ("stage", "段位", 9),
    ("standing", "地位（来源用语）", 30),
    ("project", "项目（阶段）", 36),
    ("checked", "核实情况", 32),
    ("source", "依据（章节段落）", 38),
]


def build(ctx: Context) -> tuple[Block, ...]:
    """Return the list, firms placed on a link first."""
    firms = sorted(ctx.scope.residents, key=lambda f: (not ctx.scope.made_by(f.id), f.id))
    rows = [_row(ctx, n, firm) for n, firm in enumerate(firms, 1)]
    note = f"只列在区企业，共 {len(firms)} 家。统一社会信用代码、规模、主营收入：{NOT_COLLECTED}。"
    return (listed(COLUMNS, rows, empty="还没有掌握与本范围有关的在区企业。", note=note),)


def _row(ctx: Context, number: int, firm: Node) -> Row:
    links, held = ctx.scope.made_by(firm.id), ctx.zone.facts or {}
    undertaken = [e.target for e in ctx.graph.out(firm.id, s.UNDERTAKES)]
    projects = [ctx.graph.node(p) for p in undertaken if not (ctx.public and is_of_ledger(p))]
    here = ctx.graph.out(firm.id, s.LOCATED_IN)
    return {
        "no": number,
        "firm": firm.name,
        "link": names(links) or ("—" if ctx.public else UNPLACED),
        "stage": "、".join(dict.fromkeys(str(x.props.get("stage", "")) for x in links)),
        "standing": "、".join(firm.props.get("standing", [])),
        "project": "、".join(_project(p) for p in projects),
        "checked": _checked(ctx, firm, held.get("resident_label", "")),
        "source": cite_things(ctx, *here, *ctx.graph.out(firm.id, s.OPERATES_IN)),
    }


def _project(project: Node) -> str:
    """The project and the stage its source tells: not every one is still being built."""
    stage = project.props.get("stage")
    return f"{project.name}（{stage}）" if stage else project.name


def _checked(ctx: Context, firm: Node, plan_label: str) -> str:
    """Say how sure the residence is: confirmed by a register or by staff, else known from the plan only."""
    grades = {e.props["grade"] for e in ctx.graph.out(firm.id, s.LOCATED_IN) if ctx.zone.holds(e.target)}
    dates = [e.props["as_of"] for e in ctx.graph.out(firm.id, s.LOCATED_IN) if ctx.zone.holds(e.target)]
    return f"已核实（{max(dates)}）" if "A" in grades else plan_label


SECTION = SectionType("key_firms", "重点企业清单", "重点企业清单", build, wide=True)
