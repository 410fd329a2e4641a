"""一页纸: what the chain has, what is worth acting on, whom to approach, what to check first. Must fit one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate

from ...analysis.gaps import Gap
from ...analysis.picks import worth_acting_on
from ...analysis.questions import open_questions
from ...analysis.status import UNKNOWN
from ...graph import schema as s
from ...graph.claims import MODALITIES
from ...graph.snapshot import Node
from ..base import Block, Cell, Context, Paragraph, SectionType
from ..citing import fragment, listing, names, shorten
from ..summary import STATUSES, goal_lines
from ..text_width import line_count, text_width
from .resources import platform_stage, ties
from .targets import measures_inviting, ranked_invitees

PER_LINE, ROOM = 40.0, 32  # full-width characters in a line of page one, and lines for items that it has room for
FEW = 3  # links of one status that are named
TITLE = 12  # a subject longer than this makes the title two lines, which take the room of two items
NAME, FACT, FIRMS, HAVE, GAP, PUBLIC = 14, 76, 76, 150, 118, 190  # most characters of a name and of a line of each kind


def build(ctx: Context) -> tuple[Block, ...]:
    """Return page one; the public edition says only what there is."""
    have = [_residents(ctx), _links(ctx)]
    if ctx.public:
        return tuple(_paragraphs([("家底", have), *_offer(ctx)]))
    gaps, firms = _gaps(ctx), _firms(ctx)
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


def _residents(ctx: Context) -> str:
    firms = sorted(ctx.scope.residents, key=lambda f: (not ctx.scope.made_by(f.id), not f.props.get("standing"), f.id))
    label = (ctx.zone.facts or {}).get("resident_label", "")
    known = f"已掌握在区企业 {len(firms)} 家" + (f"，{label}" if label and firms else "")
    return f"{known}：{listing([_named(ctx, f) for f in firms], HAVE, '家')}。" if firms else f"{known}。"


def _links(ctx: Context) -> str:
    leaves, parents = [g for g in ctx.found if not g.rolled_up], [g for g in ctx.found if g.rolled_up]
    if ctx.public:
        return f"产业链图谱共列末级环节 {len(leaves)} 个。"
    above = f"；上级环节 {len(parents)} 个：{_statuses(parents)}" if parents else ""
    needed = sum(1 for g in leaves if g.need)
    return f"末级环节 {len(leaves)} 个：{_statuses(leaves)}{above}。末级环节中规划点名需求的 {needed} 个。待核实不等于缺。"


def _statuses(found: list[Gap]) -> str:
    """Count links by status; few known ones are named."""
    by_status = {status: [g for g in found if g.status == status] for status in STATUSES}
    return "、".join(_counted(status, held) for status, held in by_status.items() if held)


def _counted(status: str, held: list[Gap]) -> str:
    named = f"（{names(g.link for g in held)}）" if status != UNKNOWN and len(held) <= FEW else ""
    return f"{status} {len(held)}{named}"


def _named(ctx: Context, firm: Node) -> str:
    links = ctx.scope.made_by(firm.id)
    return shorten(firm.name, NAME) + (f"（{shorten(names(links), NAME)}）" if links else "")


def _offer(ctx: Context) -> list[tuple[str, list[str]]]:
    """What the public edition offers: goals, directions, platforms that stand, institutions that work with the zone."""
    top = [d.name for d in ctx.scope.directions if ctx.graph.out(d.id, s.DIRECTION_OF)]
    platforms = [p.name for p in ctx.scope.platforms if platform_stage(ctx, p) == MODALITIES["existing"]]
    partners = [n.name for n in ctx.scope.institutions if ties(ctx, n)]
    told = [
        ("发展目标（规划所写）", goal_lines(ctx), "项"),
        ("发展方向", top, "项"),
        ("已有平台载体", platforms, "个"),
        ("合作高校院所", partners, "家"),
    ]
    return [(title, [listing(items, PUBLIC, measure) + "。"]) for title, items, measure in told if items]


def _gaps(ctx: Context) -> list[str]:
    return [_gap_line(ctx, g) for g in worth_acting_on(ctx.graph, ctx.found, ctx.settings)] or ["没有已证实的薄弱环节，规划也未点名需求。"]


def _gap_line(ctx: Context, gap: Gap) -> str:
    need = f"，规划点名需求（{'、'.join(gap.need.kinds)}）" if gap.need else ""
    chain = "" if ctx.chain else f"（{shorten(ctx.graph.node(gap.chain).name, NAME)}）"
    head = f"{shorten(gap.link.name, NAME)}{chain}：现状{gap.status_text}{need}。"
    asked = f"（{gap.settle_by.office}）" if gap.settle_by and gap.status == UNKNOWN else ""
    do = "，".join(x for x in (gap.strategy and gap.strategy + asked, gap.way) if x)
    tail = f"建议：{do}。" if do else ""
    return head + _evidence(gap, GAP - len(head) - len(tail)) + tail


def _evidence(gap: Gap, room: int) -> str:
    """The words that say so, as they stand, and where: of the need, or of the weakness where that is what is known."""
    props = gap.link.props
    invited = [i.name for i in gap.need.invitees]
    words = [*invited, gap.link.name, *props.get("aliases", []), *props.get("keywords", [])]
    wanted = {c.id for c in gap.need.claims}
    said = sorted((e for e in gap.evidence if e.quote), key=lambda e: e.claim not in wanted)
    if not said:
        return ""
    best = next((e for w in words for e in said if w in e.quote), said[0])
    words = [*sorted((w for w in invited if w in best.quote), key=best.quote.find), *words]
    return f"“{fragment(best.quote, words, max(room - len(best.locator) - 5, NAME))}”（{best.locator}）。"


def _firms(ctx: Context) -> list[str]:
    """The first invitees, those wanted for the same thing in one line."""
    wanted: dict[str, list[str]] = {}
    for firm in ranked_invitees(ctx)[: ctx.settings["show"]["page_one_firms"]]:
        origin = firm.props.get("origin")
        told = shorten(firm.name, NAME) + (f"（{shorten(str(origin), NAME)}）" if origin else "")
        wanted.setdefault(_wanted_for(ctx, firm), []).append(told)
    return [f"{aim}：{listing(firms, FIRMS, '家')}。" for aim, firms in wanted.items()] or ["规划未点名拟引进的企业。"]


def _wanted_for(ctx: Context, firm: Node) -> str:
    """The links the plan wants a firm for, else the measure that invites it."""
    links = [link.name for link in ctx.scope.invited_for(firm.id)]
    return listing(links, 2 * NAME, "个环节") if links else shorten(names(measures_inviting(ctx, firm)), 2 * NAME)


def _facts(ctx: Context) -> list[str]:
    asked = [g for g in open_questions(ctx.found) if g.need]
    told = dict.fromkeys((g.settle_by.fact, g.settle_by.office) for g in asked if g.settle_by)
    lines = [f"{shorten(fact, FACT - len(office))}——{office}" for fact, office in told]
    return lines[: ctx.settings["show"]["page_one_facts"]] or ["规划点名的环节没有待核实事项。"]


SECTION = SectionType("one_page", "一页纸", "一页纸", build)
