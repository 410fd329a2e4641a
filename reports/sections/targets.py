"""招商目标企业清单: home first, then the region, then the plan's invitees and the pool; nobody of the zone is among those to bring in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...analysis.recommend.model import HOME, REGION, TARGET
from ...graph import schema as s
from ...graph.claims import Claim
from ...graph.ledger import Entry, firm_of
from ...graph.snapshot import Edge, Node
from ..base import INTERNAL, NOT_COLLECTED, Block, Context, Row, SectionType, listed, table
from ..citing import cite, names
from ..scope import is_resident
from .candidates import candidate_tables

COLUMNS = [
    ("no", "序号", 7),
    ("firm", "企业名称", 24),
    ("origin", "来源地", 11),
    ("link", "拟引进环节", 28),
    ("standing", "地位（来源用语）", 28),
    ("words", "规划举措", 30),
    ("relation", "与本地链关系", 30),
    ("state", "对接状态", 10),
    ("unit", "责任单位", 10),
    ("contact", "联系人", 9),
    ("source", "依据（章节段落）", 32),
]
LEDGER_COLUMNS = [
    ("no", "序号", 7),
    ("firm", "企业名称", 40),
    ("link", "环节", 40),
    ("state", "对接状态", 30),
    ("unit", "责任单位", 30),
    ("contact", "负责人", 30),
]


def build(ctx: Context) -> tuple[Block, ...]:
    """Return whom to approach: home, region, the plan's invitees (of the first-ranked links first), the pool, the ledger's others."""
    firms = ranked_invitees(ctx)
    rows = [_row(ctx, n, firm) for n, firm in enumerate(firms, 1)]
    empty = "规划未点名本范围拟引进的企业。区外已知能做的企业见缺链弱链清单“建议路径及理由”。"
    more = candidate_tables(ctx)
    named = listed(COLUMNS, rows, empty=empty, title="规划点名拟引进的企业" if more else "", note=_note(rows, more))
    others = _others(ctx, {f.id for f in firms})
    follow = (table(LEDGER_COLUMNS, others, "对接台账中的其他企业"),) if others else ()
    return (*(more[g] for g in (HOME, REGION) if g in more), named, *(more[g] for g in (TARGET,) if g in more), *follow)


def _note(rows: list[Row], more: Mapping[str, Block]) -> str:
    axes = "能不能、愿不愿、值不值：见下表。" if more else f"能不能、愿不愿、值不值：{NOT_COLLECTED}。"
    return (
        f"共 {len(rows)} 家，均为规划点名拟引进或对接的企业，不在区内或在区情况未证实；顺序随环节排名，不代表优劣。"
        f"{axes}对接状态用语：线索、在谈、签约、注册、供地、开工、投产、达产、暂缓、终止。"
    )


def _others(ctx: Context, named: set[str]) -> list[Row]:
    """Firms of the ledger that the plan does not name, with links of the scope; who is registered here is no target any more."""
    here = {f.id for f in ctx.graph.of_type(s.FIRM) if is_resident(f)}
    own = [e for e in ctx.ledger if e.link in ctx.scope.links and firm_of(e) not in named | here]
    return [
        {"no": n, "firm": e.firm, "link": ctx.graph.node(e.link).name, "state": _state(e), "unit": e.unit, "contact": e.person}
        for n, e in enumerate(own, 1)
    ]


def _state(entry: Entry) -> str:
    return f"{entry.stage}（{entry.date}）"


def _followed(ctx: Context, firm: Node) -> Row:
    """对接状态 and 责任单位（负责人） from the ledger; a line for each link where there are several. 联系人 stays blank."""
    own = [e for e in ctx.ledger if firm_of(e) == firm.id and e.link in ctx.scope.links]
    states = [_state(e) if len(own) == 1 else f"{ctx.graph.node(e.link).name}：{_state(e)}" for e in own]
    units = dict.fromkeys(f"{e.unit}（{e.person}）" if e.person else e.unit for e in own)
    return {"state": "\n".join(states), "unit": "、".join(filter(None, units))}


def ranked_invitees(ctx: Context) -> list[Node]:
    """Return the invitees in the order of the best-ranked link each is wanted for."""
    rank = {g.link.id: n for n, g in enumerate(ctx.found)}
    last = len(rank)

    def order(firm: Node) -> tuple[int, str]:
        return (min((rank[x.id] for x in ctx.scope.invited_for(firm.id)), default=last), firm.id)

    return sorted(ctx.scope.invitees, key=order)


def _row(ctx: Context, number: int, firm: Node) -> Row:
    links, invites = ctx.scope.invited_for(firm.id), _invites(ctx, firm)
    return {
        "no": number,
        "firm": firm.name,
        "origin": str(firm.props.get("origin", NOT_COLLECTED)),
        "link": names(links),
        "standing": "、".join(firm.props.get("standing", [])),
        "words": names(measures_inviting(ctx, firm), "\n"),
        "relation": "\n".join(relations(ctx, links)),
        **_followed(ctx, firm),
        "source": cite(ctx, _said(ctx, firm, invites)),
    }


def measures_inviting(ctx: Context, firm: Node) -> list[Node]:
    """Return the measures that invite a firm, those of the scope where there are any."""
    return [ctx.graph.node(e.source) for e in _invites(ctx, firm)]


def _invites(ctx: Context, firm: Node) -> list[Edge]:
    own = {m.id for m in ctx.scope.measures}
    return [e for e in ctx.graph.into(firm.id, s.INVITES) if e.source in own] or ctx.graph.into(firm.id, s.INVITES)


def _said(ctx: Context, firm: Node, invites: Iterable[Edge]) -> list[Claim]:
    wanted = [e for e in ctx.graph.out(firm.id, s.INVITED_FOR) if e.target in ctx.scope.links]
    return ctx.graph.claims_of(*wanted, *invites)


def relations(ctx: Context, links: Iterable[Node]) -> list[str]:
    """Say in words how the links relate to residents: the same link, a customer link, a supplying link."""
    said: dict[str, None] = {}
    for link in links:
        said |= _sentence(ctx, "同环节", [link.id])
        said |= _sentence(ctx, "下游客户", [e.target for e in ctx.graph.out(link.id, s.INPUT_TO)])
        said |= _sentence(ctx, "上游供应", [e.source for e in ctx.graph.into(link.id, s.INPUT_TO)])
    return list(said)[:3]


def _sentence(ctx: Context, role: str, links: list[str]) -> dict[str, None]:
    makers = {(e.source, x) for x in links for e in ctx.graph.into(x, s.OPERATES_IN)}
    return {f"{role}：{ctx.graph.node(f).name}（{ctx.graph.node(x).name}）": None for f, x in sorted(makers)}


SECTION = SectionType("targets", "招商目标企业清单", "招商目标企业清单", build, frozenset({INTERNAL}), wide=True)
