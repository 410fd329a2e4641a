"""Recommendations for gaps: home first, then the region, then whom to bring in, then with whom to research.

Within a group the order is lexicographic, never a sum: named by the plan, the word of 能不能, how the firm stands to the link, its place
in the explained ranking of who makes such products (analysis/ranking), id. 愿不愿, 值不值 and 准入提示 stand beside and order nothing.
Cost: the ranking's fit once and one query a link; a link O(makers around it).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ...graph import schema as s
from ...graph.presence import Zone
from ...graph.snapshot import Edge, Node, Snapshot
from ..gaps import Gap, worth_showing
from ..ranking.pool import PoolRanking
from ..settings import read_settings, recommend_settings
from .fit import HERE, MAKER, PROJECT, WANTED, Match, away_matches, fit_of, home_matches, order, path_of, unknown_fit
from .makings import Making, Makings
from .model import GROUPS, HOME, REGION, RESEARCH, TARGET, Advice, Candidate, Path, Propensity
from .plan_words import plan_words
from .presence import Presence
from .propensity import UNKNOWN as NOTHING_KNOWN
from .propensity import PropensityOf
from .research import is_bottleneck, researchers
from .surroundings import Surroundings, surroundings
from .telling import Teller
from .value import ValueOf

RETRIEVED = 30  # firms of the explained ranking whose places count; whoever stands behind comes after them by id
NAMES = 3


def recommend(
    graph: Snapshot, zone: Zone, every: Sequence[Gap], links: Iterable[str] | None = None, top: int | None = None
) -> list[Advice]:
    """Return advice for links, in the order given; by default for the gaps worth acting on, in the order of `every`.

    `every` are the gaps of all links of the graph. `top`: candidates of a group (settings: show.top).
    """
    known, shown = {gap.link.id: gap for gap in every}, read_settings()
    wanted = [known[x] for x in links] if links is not None else [gap for gap in every if worth_showing(gap, shown)]
    return Recommender(graph, zone, every).advise(wanted, top)


def has_pool(graph: Snapshot) -> bool:
    """True where any firm is recorded to make a product or, away from the zone, a link."""
    return any(e.type in (s.MAKES.name, s.CAPABLE_OF.name) for e in graph.data.edges)


class Recommender:
    """Everything that is worked out once a graph."""

    def __init__(self, graph: Snapshot, zone: Zone, every: Sequence[Gap]) -> None:
        self.graph, self.zone = graph, zone
        self.settings, self.way_words = recommend_settings(), read_settings()["way"]
        self.presence, self.makings, self.teller = Presence(graph, zone), Makings(graph), Teller(graph)
        self.propensity = PropensityOf(self.presence, self.makings, self.teller)
        self.value = ValueOf(graph, every, read_settings())
        ring = zone.rings[-2][0] if len(zone.rings) > 2 else zone.name
        self.titles = {group: self.settings["groups"][group].format(ring=ring) for group in GROUPS}

    def advise(self, gaps: Sequence[Gap], top: int | None = None, but: str = "") -> list[Advice]:
        """Return advice for gaps, in their order; the firm `but` is left out."""
        top = self.settings["show"]["top"] if top is None else top
        places = self._places([gap.link.id for gap in gaps])
        return [self._advice(gap, top, places.get(gap.link.id, {}), but) for gap in gaps]

    def _places(self, links: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """Link → firm → its place in the explained ranking; nothing where no firm makes a product."""
        if not links or not any(self.graph.out(f.id, s.MAKES) for f in self.graph.of_type(s.FIRM)):
            return {}
        found = PoolRanking(self.graph).rank(links, top=RETRIEVED)
        return {ranked.thing: {c.firm: c.rank for c in ranked.candidates} for ranked in found}

    def _advice(self, gap: Gap, top: int, places: Mapping[str, int], but: str) -> Advice:
        around = surroundings(self.graph, gap.link.id, self.settings["fit"]["above_parts"])
        away = list(away_matches(gap.link, around, self.makings))
        outside = [m for m in self._outside(gap, away, places) if m.making.firm != but]
        lists = {
            HOME: [m for m in self._home(gap, around, away, places) if m.making.firm != but],
            REGION: [m for m in outside if self.presence.in_region(m.making.firm)],
            TARGET: [m for m in outside if not self.presence.in_region(m.making.firm)],
        }
        found = {group: tuple(self._firm(gap, around, group, n, m) for n, m in enumerate(x[:top], 1)) for group, x in lists.items()}
        helpers = self._helpers(gap)
        counts = {**{group: len(x) for group, x in lists.items()}, RESEARCH: len(helpers)}
        found[RESEARCH] = helpers[:top]
        return Advice(gap, *self._way(gap, found), found, counts, self.titles, self._withheld(away))

    def _home(self, gap: Gap, around: Surroundings, away: Sequence[Match], places: Mapping[str, int]) -> list[Match]:
        own = set(self.presence.home)
        found = [m for m in (*home_matches(around, self.makings), *away) if m.making.firm in own]
        found += [Match(PROJECT, Making(f, gap.link.id, False, "planned", tuple(e))) for f, e in self._projects(around).items() if f in own]
        best = self._best(found)

        def key(match: Match) -> tuple[int, int, bool, bool, int, str]:
            word, kind, *_ = order(match, self.graph, self.settings)
            firm, made = match.making.firm, match.making
            return (word, kind, firm not in self.presence.residents, not made.here, places.get(firm, RETRIEVED + 1), firm)

        return sorted(best, key=key)

    def _projects(self, around: Surroundings) -> dict[str, list[Edge]]:
        """Firm → the edges of the first of its projects that builds the link or a part of it."""
        found: dict[str, list[Edge]] = {}
        for invests in (e for link in around.scope for e in self.graph.into(link, s.INVESTS_IN)):
            for undertakes in self.graph.into(invests.source, s.UNDERTAKES):
                found.setdefault(undertakes.source, [undertakes, invests])
        return found

    def _outside(self, gap: Gap, away: Sequence[Match], places: Mapping[str, int]) -> list[Match]:
        barred = self.presence.barred
        found = self._best(m for m in away if m.making.firm not in barred)
        invited = {e.source: e for e in self.graph.into(gap.link.id, s.INVITED_FOR) if e.source not in barred}
        shown = {m.making.firm for m in found}
        found += [Match(WANTED, Making(f, gap.link.id, False, "invited", (e,))) for f, e in invited.items() if f not in shown]

        def key(match: Match) -> tuple[bool, int, int, int, str]:
            firm, unknown = match.making.firm, match.kind == WANTED
            word, kind, *_ = order(match, self.graph, self.settings)
            return (firm not in invited, 3 if unknown else word, kind, places.get(firm, RETRIEVED + 1), firm)

        return sorted(found, key=key)

    def _withheld(self, away: Iterable[Match]) -> tuple[Node, ...]:
        """Return firms that would stand among outsiders, were it not for a resident of the same trade name."""
        return tuple(self.graph.node(firm) for firm in sorted({m.making.firm for m in away} & self.presence.alike))

    def _best(self, found: Iterable[Match]) -> list[Match]:
        """Return one match a firm, its best."""
        best: dict[str, Match] = {}
        for match in sorted(found, key=lambda m: (m.making.firm, *order(m, self.graph, self.settings))):
            best.setdefault(match.making.firm, match)
        return list(best.values())

    def _firm(self, gap: Gap, around: Surroundings, group: str, rank: int, match: Match) -> Candidate:
        firm, link = self.graph.node(match.making.firm), gap.link
        unknown = match.kind == WANTED
        fit = unknown_fit(firm, self.settings) if unknown else fit_of(match, self.graph, self.settings)
        propensity = self.propensity(firm, link, gap.chain, around)
        projects = [e for e in self.graph.out(firm.id, s.UNDERTAKES) if self._builds(e.target, around)]
        words = plan_words(self.graph, firm, match.kind, gap.need.measures, projects, gap.chain, self.settings) if group == HOME else ()
        paths = [*([] if unknown else [self._path(match, link)]), *propensity.facts][: self.settings["show"]["paths"]]
        return Candidate(
            group,
            rank,
            firm,
            self._way_to(group, match.kind),
            self.presence.place(firm),
            any(e.target == link.id for e in self.graph.out(firm.id, s.INVITED_FOR)),
            fit,
            propensity,
            self.value(link.id, firm),
            words,
            tuple(paths),
        )

    def _builds(self, project: str, around: Surroundings) -> bool:
        return any(e.target in around.scope for e in self.graph.out(project, s.INVESTS_IN))

    def _path(self, match: Match, link: Node) -> Path:
        if match.kind != PROJECT:
            return path_of(match, link, self.teller)
        undertakes, invests = match.making.edges
        firm, project, at = (self.teller.name(i) for i in (match.making.firm, undertakes.target, invests.target))
        text = f"{firm}承担的项目“{project}”投向“{at}”；尚不证明已能做"
        return self.teller.path(text, match.making.edges)

    def _way_to(self, group: str, kind: str) -> str:
        if group == HOME:
            return str(self.way_words["project" if kind in (HERE, PROJECT, MAKER) else "home"])
        return str(self.way_words["ring" if group == REGION else "invitee"])

    def _helpers(self, gap: Gap) -> tuple[Candidate, ...]:
        if not is_bottleneck(gap, self.settings):
            return ()
        found = researchers(self.graph, gap.link.id, self.teller, self.settings)
        words: list[str] = self.settings["fit"]["words"]
        ranked = sorted(found.items(), key=lambda x: (words.index(x[1][0].word), x[0]))
        nobody = Propensity(NOTHING_KNOWN, (), ("合作意向",))
        way = str(self.way_words["research"])
        return tuple(
            Candidate(RESEARCH, n, node, way, self.presence.place(node), False, fit, nobody, None, (), (path,))
            for n, (node, fit, path) in enumerate(((self.graph.node(i), *x) for i, x in ranked), 1)
        )

    def _way(self, gap: Gap, found: Mapping[str, tuple[Candidate, ...]]) -> tuple[str, str]:
        """Return the gap's own way and reason; where the gap engine has none, that of the first group that is not empty."""
        if gap.way:
            return gap.way, gap.way_reason
        for group in GROUPS:
            if found[group]:
                names = "、".join(c.node.name for c in found[group][:NAMES])
                return found[group][0].way, f"{self.titles[group]}：{names}"
        return "", "图中没有依据：规划未点名，候选池和在区企业都没有记载；不等于没有"
