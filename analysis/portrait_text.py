"""The portrait of a firm in lines: the same words on a terminal and on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from ..graph.claims import GRADES, MODALITIES
from .evidence import Evidence
from .listing import listed
from .neighbours import Neighbour
from .portrait import Portrait, Product, Tie, Touch

NONE = "未采集"
NEIGHBOURS, NAMED = 4, 8  # of a kind that are told one by one, named without more
ROWS_ONLY = "没有成句的原话，只有公开披露的表格（见“所在环节”）。"
Part = tuple[str, list[str]]


def parts(told: Portrait, quoted: Callable[[Evidence], str] = lambda e: e.quote) -> list[Part]:
    """Return titles with their lines. `quoted` shortens a quote where there is no room for all of it."""
    return [
        ("是什么", ["；".join([*told.about, f"涉及产业链：{'、'.join(told.chains) or NONE}"]) + "。"]),
        ("是否在区", [told.residence]),
        ("所在环节", [*map(_tie, told.ties), *_products(told.products)] or [f"{NONE}（没有来源说它做什么）。"]),
        ("上游与下游", [*_neighbours("上游", told.upstream), *_neighbours("下游", told.downstream)] or [f"{NONE}。"]),
        ("相关方向、项目、平台、举措、院所", list(_touches(told.touches)) or ["没有来源提到。"]),
        (
            "来源怎么说",
            list(_said(told.evidence, quoted)) or [ROWS_ONLY if told.products else "只有行业常识（非规划原文），没有来源的原话。"],
        ),
        ("来源", [_sources(told.evidence) or "行业常识（非规划原文）。"]),
    ]


def _tie(tie: Tie) -> str:
    where = "，".join(x for x in (tie.chain, tie.stage) if x)
    return f"{tie.name}（{where}）：{tie.sense}{'；是其中哪个下级环节待核实' if tie.whole else ''}。"


def _neighbours(side: str, found: tuple[Neighbour, ...]) -> Iterator[str]:
    """The links with known firms one by one, the others in one line; nobody known is never called nobody."""
    known = [n for n in found if n.residents or n.invitees]
    for n in known[:NEIGHBOURS]:
        firms = [*n.residents, *(f"{name}（拟引进，不在区）" for name in n.invitees)]
        yield f"{side}·{n.name}：{listed(firms, NAMED, '家')}。"
    if more := [n.name for n in known[NEIGHBOURS:]]:
        yield f"{side}·另有已掌握企业的环节：{listed(more, NAMED, '个')}。"
    if silent := [n.name for n in found[len(known) :]]:
        yield f"{side}·未掌握在区企业的环节（待核实，不等于没有）：{listed(silent, NAMED, '个')}。"


def _touches(found: Iterable[Touch]) -> Iterator[str]:
    by_kind: dict[tuple[str, str], list[str]] = {}
    for touch in found:
        by_kind.setdefault((touch.kind, touch.how), []).append(touch.name)
    yield from (f"{kind}（{how}）：{listed(names, NAMED, '个', '；')}。" for (kind, how), names in by_kind.items())


def _said(found: tuple[Evidence, ...], quoted: Callable[[Evidence], str]) -> Iterator[str]:
    """One line a quote, existing facts first, mere mentions last; what a longer quote at the same place holds is not said twice.

    Rows of disclosures are no sentences: `_products` says what they tell.
    """
    told = [e for e in found if e.grade != GRADES["disclosure"] and not any(_within(e, other) for other in found)]
    for modality in MODALITIES.values():
        yield from (f"{modality}：“{quoted(e)}”（{e.locator}，{e.as_of}）" for e in told if e.modality == modality)


def _within(one: Evidence, other: Evidence) -> bool:
    same = (one.source, one.locator, one.modality) == (other.source, other.locator, other.modality)
    return same and one.quote != other.quote and one.quote in other.quote


def _products(found: tuple[Product, ...]) -> Iterator[str]:
    if found:
        told = [f"{p.name}（{p.year}{f'，占收入 {p.share:.1%}' if p.share is not None else ''}）" for p in found]
        yield f"公开披露的产品（没有说在哪里生产）：{listed(told, NAMED, '种')}。"


def _sources(found: tuple[Evidence, ...]) -> str:
    counts, dates = Counter(e.source for e in found), {e.source: e.as_of for e in sorted(found, key=lambda e: e.as_of)}
    told = (f"{name}，{count} 条，截至 {dates[name]}" for name, count in sorted(counts.items()))
    return "；".join(told) + ("。" if counts else "")
