"""The review queue of a workspace: firms of its graph that may be one, and decisions on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from ..graph import schema as s
from ..graph.errors import NotFound
from ..graph.identity.index import Record
from ..graph.identity.questions import Question, pair_id, pair_of, questions
from ..graph.resolve import OPEN, SAME, Decision, Pair, standing
from ..graph.snapshot import Node, Snapshot
from ..loaders.pool import DIFFERENT, GROUP, firm_id, read_pool
from ..loaders.shipped import DATA
from ..loaders.shipped_names import name_reader
from .decisions import decisions
from .paths import Workspace


def queue(workspace: Workspace, graph: Snapshot, data: Path = DATA) -> list[Question]:
    """Return the open questions, sure ones first, then the likest. Raises DataError for a broken decisions.csv."""
    decided = {pair for pair, d in standing(decisions(workspace)).items() if d.verdict != OPEN}
    return questions(records_of(graph), decided | _groups(graph) | _shipped(data), name_reader())


def records_of(graph: Snapshot) -> list[Record]:
    """Return the firms as records, in the order in which one would stay: residents, then those of whom more is said."""
    firms = sorted(graph.of_type(s.FIRM), key=lambda n: (n.props.get("resident") is not True, -len(n.claims), n.id))
    return [_record(graph, firm) for firm in firms]


def _record(graph: Snapshot, firm: Node) -> Record:
    names = dict.fromkeys([firm.name, *firm.props.get("aliases", []), *firm.props.get("former_names", []), firm.props.get("name_en", "")])
    places = [graph.node(e.target).name for e in graph.out(firm.id, s.LOCATED_IN)]
    place = places[0] if len(places) == 1 else ""
    return Record(firm.id, tuple(n for n in names if n), str(firm.props.get("uscc", "")), place, firm.props.get("resident"))


def decision_on(question: Question, verdict: str, who: str, when: str) -> Decision:
    """Return the decision that answers a question; what the comparison said stands in `why`."""
    winner = question.winner.id if verdict == SAME else ""
    return Decision(question.winner.id, question.loser.id, verdict, winner, who, when, question.verdict.why)


def taken_back(made: Iterable[Decision], wanted: Sequence[str], who: str, when: str) -> list[Decision]:
    """Return rows that take decisions back, by the ids of their pairs. Raises NotFound for an id without a decision."""
    last = {pair_id(pair): d for pair, d in standing(made).items() if d.verdict != OPEN}
    if unknown := [i for i in wanted if i not in last]:
        raise NotFound(f"没有判定 {'、'.join(unknown)}；可用 liantu resolve --log 查看 / no such decision, see `liantu resolve --log`")
    return [Decision(last[i].left, last[i].right, OPEN, "", who, when, f"撤回：{last[i].why}") for i in wanted]


def _groups(graph: Snapshot) -> set[Pair]:
    return {pair_of(e.source, e.target) for e in graph.edges.values() if e.type == s.PART_OF_GROUP.name}


def _shipped(data: Path) -> set[Pair]:
    """Return the pairs that data/pool/identities.csv decided to be two firms."""
    rows = [row.cells for row in read_pool(data / "pool").identities]
    return {pair_of(firm_id(r["code"]), r["organisation"]) for r in rows if r["verdict"] in (DIFFERENT, GROUP)}
