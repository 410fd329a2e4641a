"""规划点名需求: what the plan says it wants of a link, beside the status and never as 缺 (METHODS §2)."""

from __future__ import annotations

from dataclasses import dataclass

from ..graph import schema as s
from ..graph.claims import Claim
from ..graph.snapshot import Node, Snapshot


@dataclass(frozen=True, slots=True)
class Invitee:
    """A firm the plan wants to bring in."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Need:
    """The measures that aim at a link and the firms invited for it; empty where the plan is silent."""

    measures: tuple[Node, ...]
    invitees: tuple[Invitee, ...]
    claims: tuple[Claim, ...]

    def __bool__(self) -> bool:
        return bool(self.measures or self.invitees)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What is wanted, in the order of the schema's list."""
        said = {m.props.get("kind") for m in self.measures} | ({"引进"} if self.invitees else set())
        return tuple(k for k in s.MEASURE_KINDS if k in said)

    @property
    def plan_words(self) -> tuple[str, ...]:
        """The plan's own words (补链, 固链 …), where it says them."""
        return tuple(sorted({str(m.props["plan_word"]) for m in self.measures if m.props.get("plan_word")}))


def need_of(graph: Snapshot, link: str) -> Need:
    """Return what the plan wants of a link."""
    aims, invited = graph.into(link, s.AIMS_AT), graph.into(link, s.INVITED_FOR)
    firms = sorted((graph.node(e.source) for e in invited), key=lambda n: n.id)
    return Need(
        tuple(graph.node(e.source) for e in aims),
        tuple(Invitee(f.id, f.name) for f in firms if f.props.get("resident") is not True),
        tuple(graph.claims_of(*aims, *invited)),
    )
