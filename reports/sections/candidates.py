"""Whom to approach, a row a firm, home first: which links, 能不能, 愿不愿, 值不值 apart, 对接状态 from the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...analysis.recommend.model import HOME, REGION, TARGET, Advice, Candidate
from ...analysis.settings import recommend_settings
from ...graph.ledger import firm_of
from ..base import Block, Context, Row, listed
from ..citing import cited, listing
from .recommend import NOTE, notes, propensity_words

KEYS = {HOME: "home", REGION: "near", TARGET: "candidate"}
EMPTY = {
    HOME: "没有在区企业或其集团企业被记载站在这些环节旁边；不等于没有。",
    REGION: "候选池中没有所在地已知在此范围、且载明能做这些环节的企业；所在地未知的列在招商目标。",
    TARGET: "候选池中没有载明能做这些环节的区外企业。",
}
LINKS_LIMIT = 40
Found = list[tuple[Advice, Candidate]]


def candidate_tables(ctx: Context) -> Mapping[str, Block]:
    """Return a table a group: firms named by the plan first, then the best of each link before the second-best; nothing without advice."""
    if not ctx.recommended:
        return {}
    return {group: _table(ctx, group) for group in KEYS}


def _table(ctx: Context, group: str) -> Block:
    firms, most = _by_firm(ctx, group), recommend_settings()["show"]["pack_firms"]
    rows = [_row(ctx, group, n, found) for n, found in enumerate(firms[:most], 1)]
    title = ctx.recommended[0].titles[group]
    count = f"共 {len(firms)} 家，列前 {most} 家，其余见命令 liantu recommend。" if len(firms) > most else f"共 {len(firms)} 家。"
    return listed(_columns(group), rows, empty=EMPTY[group], title=title, note=count + NOTE)


def _columns(group: str) -> list[tuple[str, str, int]]:
    return [
        ("no", "序号", 6),
        (KEYS[group], "企业名称", 20),
        ("place", "所在地", 11),
        ("links", "环节", 24),
        ("way", "路径", 10),
        ("fit", "能不能", 26),
        ("propensity", "愿不愿", 26),
        ("value", "值不值（首个环节，假设）", 26),
        ("entry", "准入提示", 8),
        ("state", "对接状态", 10),
        ("unit", "责任单位", 10),
        ("source", "依据（章节段落）", 24),
    ]


def _by_firm(ctx: Context, group: str) -> list[Found]:
    told = [(a, c) for a in ctx.recommended for c in a.found.get(group, ())]
    told = [x for _, x in sorted(enumerate(told), key=lambda x: (not x[1][1].invited, x[1][1].rank, x[0]))]
    firms: dict[str, Found] = {}
    for advice, found in told:
        firms.setdefault(found.node.id, []).append((advice, found))
    return list(firms.values())


def _row(ctx: Context, group: str, number: int, told: Found) -> Row:
    advice, best = told[0]
    words = "".join(f"\n规划用语：{w.word}（{w.locator}）" for w in best.plan_words)
    said = [p.text for p in best.paths[:1] if p not in best.propensity.facts]
    return {
        "no": number,
        KEYS[group]: best.node.name,
        "place": best.place,
        "links": listing([a.gap.link.name for a, _ in told], LINKS_LIMIT, "个"),
        "way": best.way,
        "fit": "：".join([best.fit.word, *said]) + words,
        "propensity": propensity_words(best),
        "value": best.value.text if best.value else "",
        "entry": "、".join(advice.gap.link.props.get("entry", [])),
        "source": cited(notes(best.paths)),
        **dict(_followed(ctx, best.node.id)),
    }


def _followed(ctx: Context, firm: str) -> Iterator[tuple[str, str]]:
    own = [e for e in ctx.ledger if firm_of(e) == firm and e.link in ctx.scope.links]
    yield "state", "\n".join(f"{ctx.graph.node(e.link).name}：{e.stage}（{e.date}）" for e in own)
    yield "unit", "、".join(dict.fromkeys(e.unit for e in own if e.unit))
