"""现状 of a link: the status table of METHODS §2, first rule that applies; others that hold are kept beside it."""

from __future__ import annotations

from dataclasses import dataclass

from ..graph import schema as s
from ..graph.claims import Claim
from ..graph.completeness import declarations_of
from ..graph.snapshot import Node, Snapshot
from .settings import Settings
from .supply import makers_at, parts_of

NATION = "reference"  # modality of what a source says of the country or the world (docs/decisions/0014)
UNDERWAY = "缺（在建）"  # absent, with a live project
ABSENT, UNKNOWN, BROKEN, WEAK, SHORT, STRONG, PRESENT = "缺", "待核实", "断", "弱", "短", "强", "有"
SOLE_VERIFIED, SOLE_UNVERIFIED = "独家（已核实）", "仅掌握 1 家（待核实）"


@dataclass(frozen=True)
class Facts:
    """What is known of a link: its makers (of its parts too), what sources state, declarations, projects.

    `within`: the link and its parts at every level. `nation`: what is stated of the country, not of the zone. `thin`: why
    imported amounts make it weak, in words.
    """

    link: Node
    leaves: tuple[str, ...]
    within: tuple[str, ...]
    makers: tuple[Node, ...]
    stated: frozenset[str]
    complete: bool
    projects: tuple[Node, ...]
    broken: bool
    short: bool
    claims: tuple[Claim, ...]
    nation: frozenset[str] = frozenset()
    thin: tuple[str, ...] = ()

    @property
    def needed(self) -> bool:
        """False only where the data say that the zone does not need it."""
        return self.link.props.get("needed") is not False

    @property
    def live(self) -> tuple[Node, ...]:
        """Projects that are agreed and do not produce yet (签约 to 开工)."""
        return tuple(p for p in self.projects if p.props.get("stage") in s.LIVE_STAGES)

    @property
    def progress(self) -> str:
        """在建 and when production is expected of the first live project, or empty: never a reason to call a link supplied."""
        if not self.live:
            return ""
        dates = sorted(str(p.props["production"]) for p in self.live if p.props.get("production"))
        return f"在建，投产 {dates[0]}" if dates else "在建，投产时间未采集"

    @property
    def sole(self) -> str:
        """独家 in three values: empty, verified under a completeness declaration, or one known firm only."""
        if len(self.makers) != 1:
            return ""
        return SOLE_VERIFIED if self.complete else SOLE_UNVERIFIED

    @property
    def has_standing(self) -> bool:
        """True where there is evidence of capability: a source's words on the link or on a maker, or a maker's title."""
        return "strong" in self.stated or any(m.props.get("standing") or _titled(m) for m in self.makers)


def _titled(firm: Node) -> bool:
    return any(str(held).startswith(s.PROVEN_TITLES) for held in firm.props.get("honours", ()))


def facts_of(graph: Snapshot, link: Node, leaves: tuple[str, ...]) -> Facts:
    """Gather the facts of a link; a parent gathers those of all its parts too, at every level."""
    scope = tuple(sorted(parts_of(graph, [link.id])))
    makers = sorted({firm for one in scope for firm in makers_at(graph, one)})
    edges = [e for one in scope for e in graph.into(one, s.OPERATES_IN)]
    projects = sorted({e.source for one in scope for e in graph.into(one, s.INVESTS_IN)})
    invests = [e for one in scope for e in graph.into(one, s.INVESTS_IN)]
    claims = [*graph.claims_on(link, "stated"), *graph.claims_on(link, "makers_complete"), *declarations_of(graph, link)]
    claims += graph.claims_of(*edges, *invests)
    firms = tuple(graph.node(m) for m in makers)
    claims += [c for firm in firms for word in ("standing", "honours") for c in graph.claims_on(firm, word)]
    return Facts(
        link,
        leaves,
        scope,
        firms,
        stated_here(graph, link),
        all(graph.node(one).props.get("makers_complete") for one in leaves) or bool(link.props.get("makers_complete")),
        tuple(graph.node(p) for p in projects),
        bool(makers) and _broken(graph, scope, leaves, set(makers)),
        bool(makers) and _short(graph, link, scope, leaves),
        tuple(claims),
        nation=frozenset(str(c.value) for c in graph.claims_on(link, "stated") if c.modality == NATION),
    )


def stated_here(graph: Snapshot, link: Node) -> frozenset[str]:
    """Return what sources state of the link in the zone; what is absent in the whole country is absent here too."""
    return frozenset(str(c.value) for c in graph.claims_on(link, "stated") if says_here(c))


def says_here(claim: Claim) -> bool:
    """True where a stated word holds for the zone: not said of the nation only."""
    return claim.modality != NATION or claim.value == "absent"


def users_of(graph: Snapshot, leaves: tuple[str, ...]) -> set[str]:
    """Return the firms known to make, in the zone, something that the leaves are an input of."""
    return {firm for leaf in leaves for e in graph.out(leaf, s.INPUT_TO) for firm in makers_at(graph, e.target)}


def _broken(graph: Snapshot, scope: tuple[str, ...], leaves: tuple[str, ...], makers: set[str]) -> bool:
    """Makers and users known, the supply relations declared complete, and no maker sells to a user."""
    users = users_of(graph, leaves) - makers
    declared = any(graph.node(one).props.get("suppliers_complete") for one in scope)
    sold_to = {e.target for maker in makers for e in graph.out(maker, s.SUPPLIES)}
    return bool(users) and declared and not users & sold_to


def _short(graph: Snapshot, link: Node, scope: tuple[str, ...], leaves: tuple[str, ...]) -> bool:
    """A final product with known demand whose list of local users is complete and empty."""
    demand = any(graph.into(one, s.DEMANDS) for one in scope)
    return bool(link.props.get("terminal")) and demand and bool(link.props.get("users_complete")) and not users_of(graph, leaves)


def holding_statuses(facts: Facts) -> list[str]:
    """Return every status whose rule holds; the table's order decides which is shown."""
    known = bool(facts.makers)
    absent = facts.needed and not known and (facts.complete or "absent" in facts.stated)
    rules = {
        ABSENT: absent and not facts.live,
        UNDERWAY: absent and bool(facts.live),
        UNKNOWN: not known and not absent,
        BROKEN: facts.broken,
        WEAK: known and (facts.sole == SOLE_VERIFIED or "weak" in facts.stated or bool(facts.thin)),
        SHORT: facts.short,
        STRONG: known and facts.has_standing,
        PRESENT: known,
    }
    return [status for status, holds in rules.items() if holds]


def status_of(facts: Facts, settings: Settings) -> tuple[str, tuple[str, ...]]:
    """Return (status, others that also hold) by the order of the settings."""
    order = settings["order"]["statuses"]
    holding = sorted(holding_statuses(facts), key=order.index)
    return holding[0], tuple(x for x in holding[1:] if x != PRESENT)
