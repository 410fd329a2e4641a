"""招商推荐 as a list: home first, then the region, then whom to bring in; 能不能, 愿不愿, 值不值 apart, 准入提示 beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ...analysis.gaps import worth_showing
from ...analysis.recommend.model import GROUPS, RESEARCH, Advice, Candidate
from ...analysis.search import find_chain
from ...analysis.settings import read_settings
from ...graph.ids import name_key
from ..assets import status_class
from ..links import link_to
from ..state import Answers
from .link import advice_for, gap_of, recommender
from .sheet import Choice, Filters, Item, Listing, Sheet

COLUMNS = (
    ("name", "名称", 22),
    ("link", "环节", 16),
    ("chain", "产业链", 12),
    ("group", "组别", 12),
    ("place", "所在地", 10),
    ("presence", "是否在区", 10),
    ("way", "路径", 12),
    ("fit", "能不能", 24),
    ("propensity", "愿不愿", 24),
    ("value", "值不值", 32),
    ("entry", "准入提示", 10),
    ("why", "依据", 40),
)
NOT_VALUED, NOT_COLLECTED = "不适用", "未采集"


@dataclass(frozen=True, slots=True)
class Asked(Filters):
    """The filters. `link` an id; else a chain, else everything worth acting on."""

    chain: str = ""
    link: str = ""
    group: str = ""
    q: str = ""


def candidate_list(answers: Answers, asked: Asked) -> Listing:
    """Return the list. Raises NotFound for an unknown chain or link."""
    advised = list(_advised(answers, asked))
    key = name_key(asked.q)
    found = [(a, c) for a in advised for c in a.candidates if not key or key in name_key(c.node.name) or key in name_key(a.gap.link.name)]
    counts = Counter(c.group for _, c in found)
    titles = advised[0].titles if advised else {}
    kept = sorted(((a, c) for a, c in found if asked.group in ("", c.group)), key=lambda pair: GROUPS.index(pair[1].group))
    rows = [_row(answers, a, c) for a, c in kept]
    by_chain = Counter(a.gap.chain for a, _ in found)
    choices = (
        Choice("chain", "产业链", tuple((c.id.partition(":")[2], c.name, by_chain[c.id]) for c in answers.chains), asked.chain),
        Choice("group", "组别", tuple((g, titles.get(g, g), counts[g]) for g in GROUPS), asked.group),
    )
    about = f"：{gap_of(answers, asked.link).link.name}" if asked.link else ""
    note = f"共 {len(rows)} 行。先看本地可延伸企业，再看区域内可对接的，再看招商目标；三项分列，不合成一个分数。"
    return Listing(Sheet(f"招商推荐{about}", COLUMNS, rows, note), "/candidates", asked.query(), choices, asked.page)


def _advised(answers: Answers, asked: Asked) -> Iterator[Advice]:
    if asked.link:
        yield advice_for(answers, gap_of(answers, asked.link))
        return
    chain = find_chain(answers.graph, asked.chain).id if asked.chain else ""
    yield from (a for a in every_advice(answers) if chain in ("", a.gap.chain))


def every_advice(answers: Answers) -> list[Advice]:
    """Return the advice for every gap worth acting on, in the order of the gaps, as `liantu recommend` does."""
    wanted = [gap for gap in answers.gaps if worth_showing(gap, read_settings())]
    return answers.once("every advice", lambda: recommender(answers).advise(wanted))


def _row(answers: Answers, advice: Advice, found: Candidate) -> tuple[Item | str | int, ...]:
    gap, node = advice.gap, found.node
    return (
        Item(node.name, link_to(node.type, node.id)),
        Item(gap.link.name, link_to(gap.link.type, gap.link.id)),
        answers.graph.node(gap.chain).name,
        advice.titles[found.group],
        found.place,
        presence(found),
        found.way,
        fit_words(found),
        "；".join([found.propensity.word, *(f.text for f in found.propensity.facts), *_unknown(found)]),
        found.value.text if found.value else NOT_VALUED,
        "、".join(gap.link.props.get("entry", [])),
        "\n".join(path.text for path in found.paths),
    )


def presence(found: Candidate) -> Item:
    """Return whether a candidate is in the zone, in words: invited is not here, unknown is neither."""
    resident = found.node.props.get("resident")
    if resident is True:
        return Item("在区", look="badge local")
    if found.invited:
        return Item("拟引进，不在区", look="badge invitee")
    if found.group == RESEARCH:
        return Item(NOT_VALUED)
    return Item("不在区" if resident is False else "待核实", look=f"badge s-{status_class('待核实')}" if resident is None else "badge")


def fit_words(found: Candidate) -> str:
    """Return 能不能 in words: the word, the product with its share and year, the standing."""
    fit = found.fit
    share = f"（占收入 {100 * fit.share:.1f}%，{fit.year}）" if fit.share is not None else ""
    return "；".join(x for x in (fit.word, f"{fit.product}{share}" if fit.product else "", "、".join(fit.standing)) if x)


def _unknown(found: Candidate) -> list[str]:
    return [f"{NOT_COLLECTED}：{'、'.join(found.propensity.unknown)}"] if found.propensity.unknown else []
