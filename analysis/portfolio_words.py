"""A portfolio in words and as JSON: the objective, the limits, what each firm adds, how good the choice is, which others are as good."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..graph import schema as s
from ..graph.snapshot import Node, Snapshot
from .listing import listed
from .openings import NEED, Opening
from .portfolio import LAND, Addition, Portfolio

NAMED = 8
NOBODY = "没有候选企业能对应其中任何一个环节（候选：规划点名拟引进的企业和候选池中有依据能做的企业；待核实，不等于没有）。"


def sentences(graph: Snapshot, found: Portfolio) -> list[str]:
    """Return what the portfolio says, one sentence a line."""
    lines = [objective(found), _scope(graph, found), *_limits(found)]
    if not found.additions:
        return [*lines, NOBODY]
    rows = [addition(graph, n, row) for n, row in enumerate(found.additions, 1)]
    return [*lines, *rows, _fewer(found), quality(found), ties(found), caveat(found)]


def objective(found: Portfolio) -> str:
    """Return the objective in words."""
    gaps = f"，其次是已证实的缺和已核实独家（每个计 1 分，合计也不抵一个需求，故需求计 {found.need_weight} 分）"
    return (
        "目标：落地后对应尽量多的规划点名需求（只计区内尚未掌握能做企业的环节，上级环节在其任一末级有了企业时也算）"
        f"{gaps if found.need_weight > 1 else f'，每个计 {found.need_weight} 分'}；同一环节只计一次。"
    )


def _scope(graph: Snapshot, found: Portfolio) -> str:
    where = graph.node(found.chain).name if found.chain else "全部产业链"
    needs = sum(o.kind == NEED for o in found.open_ones)
    others = f"、已证实的缺口和独家 {len(found.open_ones) - needs} 个" if len(found.open_ones) > needs else ""
    home = f"；另有 {found.at_home} 家是在区企业的集团，属增资扩产，不入组合" if found.at_home else ""
    return (
        f"范围：{where}，规划点名需求 {needs} 个{others}；候选企业 {found.candidates} 家，能对应其中 {len(found.reachable)} 个{home}。"
        "在区企业不在候选之内。"
    )


def _limits(found: Portfolio) -> Iterator[str]:
    label = next(p.zh for p in s.FIRM.props if p.name == LAND)
    if found.land_asked is None:
        yield f"约束：至多 {found.most} 家。"
    elif found.land is None:
        yield f"约束：至多 {found.most} 家；候选企业的“{label}”一家也没有填写，不能按用地 {found.land_asked:g} 亩约束，只按家数。"
    else:
        left = found.candidates - found.land_filled
        yield (
            f"约束：至多 {found.most} 家，用地合计至多 {found.land:g} 亩（取“{label}”一栏，是企业现用地，落地所需以企业答复为准）；"
            f"另有 {left} 家未填此栏，不知用地，未参选。"
        )


def addition(graph: Snapshot, number: int, row: Addition) -> str:
    """Return what one firm brings."""
    kind = "规划点名拟引进" if row.invited else "候选池企业"
    closes = "、".join(f"{o.name}（{graph.node(o.chain).name}）" for o in row.closes)
    instead = f"；换成{_named([f.name for f in row.instead], '家')}，总分不变" if row.instead else ""
    return (
        f"{number}. {row.firm.name}（{kind}，{place(graph, row.firm)}）：新增 {row.value} 分，累计 {row.total} 分，对应 {closes}{instead}。"
    )


def place(graph: Snapshot, firm: Node) -> str:
    """Return where a firm is by its sources, never more than they say."""
    told = "、".join(graph.node(e.target).name for e in graph.out(firm.id, s.LOCATED_IN)) or str(firm.props.get("origin", ""))
    if firm.props.get("resident") is None:
        return f"{told}，是否在区待核实" if told else "所在地未采集，是否在区待核实"
    return f"{told}，不在区" if told else "不在区"


def _named(names: Sequence[str], measure: str) -> str:
    return listed(names, NAMED, f"{measure}之一")


def _fewer(found: Portfolio) -> str:
    count, needs = len(found.additions), sum(o.kind == NEED for row in found.additions for o in row.closes)
    total = sum(o.kind == NEED for o in found.open_ones)
    stop = f"再多的企业不再增加（要了 {found.most} 家）。" if count < found.most and found.land is None else ""
    return f"合计 {count} 家，{found.value} 分；规划点名需求（尚无已知企业）{total}→{total - needs}。{stop}"


def quality(found: Portfolio) -> str:
    """Return how good greedy and the choice are."""
    sure = f"至少为最优的 {found.guarantee:.1%}（1−1/e）" if found.guarantee else "有用地约束，没有先验比例"
    return (
        f"惰性贪心 {found.greedy_value} 分（{sure}；按余下增益，任何组合不超过 {found.bound} 分）；"
        f"整数规划精确最优 {found.value} 分，贪心与最优相差 {found.gap:.1%}。"
    )


def ties(found: Portfolio) -> str:
    """Return how many other sets of the same size are as good, and what they have that this one has not."""
    if not found.ties:
        return "同样家数里没有另一组与它同分。"
    chosen = {row.firm.id for row in found.additions}
    other = dict.fromkeys(f.name for choice in found.ties for f in choice if f.id not in chosen)
    count = f"另有 {len(found.ties)} 组" if found.all_ties else f"另有至少 {len(found.ties)} 组（只查到此数）"
    return f"同样家数、同样分数的{count}，其中出现的其他企业：{'、'.join(other)}。同分时先取规划点名的，再取所在地近的。"


def caveat(found: Portfolio) -> str:
    """Return what the figures do not say."""
    return "假设每家企业把有依据能做的和规划点名的环节都放到本区，是上限，不是预测；愿不愿来、准入、用地另核，候选池为公开披露年份的情况。"


def as_json(graph: Snapshot, found: Portfolio) -> dict[str, Any]:
    """Return the JSON of `liantu portfolio --json`; values in points of the objective, land in 亩."""
    return {
        "chain": found.chain,
        "objective": objective(found),
        "weights": {"need": found.need_weight, "gap": 1},
        "limits": {"firms": found.most, "land_mu": found.land, "land_mu_asked": found.land_asked, "land_mu_filled": found.land_filled},
        "candidates": found.candidates,
        "groups_of_residents_left_out": found.at_home,
        "openings": len(found.open_ones),
        "reachable": len(found.reachable),
        "additions": [_row(n, row) for n, row in enumerate(found.additions, 1)],
        "value": found.value,
        "greedy": {"firm_ids": [f.id for f in found.greedy], "value": found.greedy_value, "guarantee": found.guarantee},
        "upper_bound": found.bound,
        "optimality_gap": found.gap,
        "ties": {"sets": [[f.id for f in choice] for choice in found.ties], "complete": found.all_ties},
        "text": sentences(graph, found),
    }


def _row(number: int, row: Addition) -> dict[str, Any]:
    return {
        "no": number,
        "firm_id": row.firm.id,
        "name": row.firm.name,
        "resident": row.firm.props.get("resident"),
        "invited": row.invited,
        "closes": [_opening(o) for o in row.closes],
        "value": row.value,
        "total": row.total,
        "instead": [{"firm_id": f.id, "name": f.name} for f in row.instead],
    }


def _opening(one: Opening) -> dict[str, str]:
    return {"link_id": one.link, "link": one.name, "chain": one.chain, "kind": one.kind}
