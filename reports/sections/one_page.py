"""一页纸: what the chain has, what is worth acting on, whom to approach, what to check first. Must fit one page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate

from ...analysis.gaps import Gap
from ...analysis.picks import worth_acting_on
from ...analysis.questions import open_questions
from ...graph import schema as s
from ...graph.snapshot import Node
from ..base import NOT_COLLECTED, Block, Cell, Context, Paragraph, SectionType
from ..citing import fragment, names, shorten
from ..summary import STATUSES
from ..text_width import line_count, text_width
from .targets import ranked_invitees

PER_LINE, ROOM = 40.0, 32  # full-width characters in a line of page one, and lines for items that it has room for
TITLE = 12  # a subject longer than this makes the title two lines, which take the room of two items
NAME, FACT, FIRMS, HAVE, GAP = 14, 76, 150, 190, 118  # most characters of a name and of a line of each kind


def build(ctx: Context) -> tuple[Block, ...]:
    """Return page one; the public edition says only what there is."""
    have = [_have(ctx)]
    if ctx.public:
        return tuple(_paragraphs([("家底", have), ("发展方向", [_directions(ctx)])]))
    gaps, firms = _gaps(ctx), [_firms(ctx)]
    facts = fitting(_facts(ctx), room(ctx) - sum(map(lines_of, [*have, *gaps, *firms])))
    told = [("家底", have), ("值得行动的缺口和需求", gaps), ("可接触的企业（规划点名，拟引进）", firms), ("先核实的事", facts)]
    return tuple(_paragraphs(told))


def room(ctx: Context) -> int:
    """Return how many lines page one has for items."""
    subject = ctx.chain.name if ctx.chain else ctx.zone.name
    return ROOM if text_width(subject) <= TITLE else ROOM - 2


def lines_of(text: str) -> int:
    """Return how many lines an item takes on page one, its number included."""
    return line_count(f"1. {text}", PER_LINE)


def fitting(texts: list[str], room: int) -> list[str]:
    """Return the first texts that fit into `room` lines, one at least."""
    used = list(accumulate(map(lines_of, texts)))
    return [text for text, total in zip(texts, used, strict=True) if total <= room] or texts[:1]


def _paragraphs(parts: Iterable[tuple[str, list[str]]]) -> Iterator[Block]:
    for title, lines in parts:
        yield Paragraph(Cell(title), "lead")
        for number, line in enumerate(lines, 1):
            yield Paragraph(Cell(f"{number}. {line}" if len(lines) > 1 else line), "item")


def _have(ctx: Context) -> str:
    firms = sorted(ctx.scope.residents, key=lambda f: (not ctx.scope.made_by(f.id), not f.props.get("standing"), f.id))
    label = (ctx.zone.facts or {}).get("resident_label", "")
    known = f"已掌握在区企业 {len(firms)} 家" + (f"（{label}）" if label else "")
    named = "：" + "、".join(_named(ctx, f) for f in firms) if firms else ""
    return shorten(f"{_links(ctx)}；{known}{named}", HAVE) + "。"


def _links(ctx: Context) -> str:
    leaves, parents = [g for g in ctx.found if not g.rolled_up], [g for g in ctx.found if g.rolled_up]
    if ctx.public:
        return f"环节 {len(leaves)} 个"
    above = f"，上级环节 {len(parents)} 个（{_statuses(parents)}）" if parents else ""
    needed = sum(1 for g in leaves if g.need)
    return f"末级环节 {len(leaves)} 个（{_statuses(leaves)}）{above}；规划点名需求的末级环节 {needed} 个"


def _statuses(found: list[Gap]) -> str:
    counts = Counter(g.status for g in found)
    return "、".join(f"{status} {counts[status]}" for status in STATUSES if counts[status])


def _named(ctx: Context, firm: Node) -> str:
    links = ctx.scope.made_by(firm.id)
    return shorten(firm.name, NAME) + (f"（{shorten(names(links), NAME)}）" if links else "")


def _directions(ctx: Context) -> str:
    top = [d for d in ctx.scope.directions if ctx.graph.out(d.id, s.DIRECTION_OF)]
    return shorten(names(top), HAVE) + "。" if top else NOT_COLLECTED


def _gaps(ctx: Context) -> list[str]:
    return [_gap_line(ctx, g) for g in worth_acting_on(ctx.graph, ctx.found, ctx.settings)] or ["没有已证实的薄弱环节，规划也未点名需求。"]


def _gap_line(ctx: Context, gap: Gap) -> str:
    need = f"，规划点名需求（{'、'.join(gap.need.kinds)}）" if gap.need else ""
    chain = "" if ctx.chain else f"（{shorten(ctx.graph.node(gap.chain).name, NAME)}）"
    head = f"{shorten(gap.link.name, NAME)}{chain}：现状{gap.status_text}{need}。"
    do = "，".join(x for x in (gap.strategy, gap.way) if x)
    tail = f"建议：{do}。" if do else ""
    return head + _evidence(gap, GAP - len(head) - len(tail)) + tail


def _evidence(gap: Gap, room: int) -> str:
    """The words that say so, as they stand, and where: of the need, or of the weakness where that is what is known."""
    props = gap.link.props
    words = [*(i.name for i in gap.need.invitees), gap.link.name, *props.get("aliases", []), *props.get("keywords", [])]
    wanted = {c.id for c in gap.need.claims}
    said = sorted((e for e in gap.evidence if e.quote), key=lambda e: e.claim not in wanted)
    if not said:
        return ""
    best = next((e for w in words for e in said if w in e.quote), said[0])
    return f"“{fragment(best.quote, words, max(room - len(best.locator) - 5, NAME))}”（{best.locator}）。"


def _firms(ctx: Context) -> str:
    firms = ranked_invitees(ctx)[: ctx.settings["show"]["page_one_firms"]]
    return shorten("；".join(_invitee(ctx, f) for f in firms), FIRMS) + "。" if firms else f"{NOT_COLLECTED}（规划未点名企业）。"


def _invitee(ctx: Context, firm: Node) -> str:
    told = [firm.props.get("origin", ""), names(ctx.scope.invited_for(firm.id)[:2])]
    inside = "，".join(str(x) for x in told if x)
    return shorten(firm.name, NAME) + (f"（{shorten(inside, NAME)}）" if inside else "")


def _facts(ctx: Context) -> list[str]:
    asked = [g for g in open_questions(ctx.found) if g.need]
    told = dict.fromkeys((g.settle_by.fact, g.settle_by.office) for g in asked if g.settle_by)
    lines = [f"{shorten(fact, FACT - len(office))}——{office}" for fact, office in told]
    return lines[: ctx.settings["show"]["page_one_facts"]] or ["规划点名的环节没有待核实事项。"]


SECTION = SectionType("one_page", "一页纸", "一页纸", build)
