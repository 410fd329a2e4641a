"""对接台账 → claims: what is agreed is planned, only registration makes a resident, only production a maker. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from ..graph import schema as s
from ..graph.claims import Claim, Value
from ..graph.ledger import PRODUCING, Entry, firm_of, project_id
from ..graph.presence import Zone

SOURCE = "source:staff"


def ledger_claims(entries: Iterable[Entry], zone: Zone, others: Collection[Claim]) -> Iterator[Claim]:
    """Yield what the ledger says of the graph beside the claims of all other inputs.

    线索 and 在谈 say nothing. 签约 to 开工 are a project planned on the link. A step 注册 makes the firm a resident from its date
    (not after 终止); 投产 and 达产 make a resident a maker. 暂缓 and 终止 take the project away again: the claims follow the
    present stage. Cost: linear.
    """
    named = {c.subject for c in others if c.predicate == s.NAME.name}
    here = {c.subject for c in others if c.predicate == s.LOCATED_IN.name and c.grade != "domain" and zone.holds(str(c.value))}
    for entry in entries:
        yield from _of_entry(entry, zone, named, here)


def _of_entry(entry: Entry, zone: Zone, named: set[str], here: Collection[str]) -> Iterator[Claim]:
    firm, project = firm_of(entry), project_id(entry)
    producing, agreed = entry.stage in PRODUCING, entry.stage in s.LIVE_STAGES
    if not (producing or agreed or entry.registered):
        return
    if firm not in named:
        named.add(firm)
        yield _claim(entry, firm, s.NAME.name, entry.firm, "reference")
    if agreed or producing:
        yield from _project(entry, firm, project)
    if entry.registered:
        yield _claim(entry, firm, s.LOCATED_IN.name, zone.id, "existing" if producing else "registered", entry.registered)
    if producing and (entry.registered or firm in here):
        yield _claim(entry, firm, s.OPERATES_IN.name, entry.link, "existing")


def _project(entry: Entry, firm: str, project: str) -> Iterator[Claim]:
    said = {"name": f"{entry.firm}项目（{entry.id}）", "investor": entry.firm, "stage": entry.stage}
    said |= {k: v for k, v in {"production": entry.production, "unit": entry.unit}.items() if v}
    yield from (_claim(entry, project, predicate, value, "planned") for predicate, value in said.items())
    yield _claim(entry, project, s.INVESTS_IN.name, entry.link, "planned")
    yield _claim(entry, firm, s.UNDERTAKES.name, project, "planned")


def _claim(entry: Entry, subject: str, predicate: str, value: Value, modality: str, as_of: str = "") -> Claim:
    words = f"{entry.firm}；{entry.link}；{entry.history}" + (f"；投产 {entry.production}" if entry.production else "")
    return Claim(subject, predicate, value, SOURCE, words, f"对接台账·{entry.id}", modality, "staff", as_of or entry.date)
