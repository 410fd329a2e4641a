"""Records → the firms they speak of: known ones, new ones, and what is worth a second look. Pure but for the index it fills."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ...graph import schema as s
from ...graph.ids import name_key
from ...graph.presence import Zone
from ..pool import firm_id
from .fault import NOTICE, WARNING, Fault
from .known import Known, settle
from .row import Record

_STRIPPED = str.maketrans("", "", "省市 ")
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Here:
    """The zone as a list can name it: its profile, the forms of its name, and the codes of the places it lies within."""

    zone: Zone
    names: tuple[str, ...]
    around: frozenset[str]

    def named_in(self, text: str) -> bool:
        """True where a text names the zone, with or without 省 and 市 in it."""
        plain = text.translate(_STRIPPED)
        return any(name.translate(_STRIPPED) in plain for name in self.names)


@dataclass(slots=True)
class Resolved:
    """A record and its firm. `place` is the id of where it is registered, empty where unknown; `told` the column that
    says so, empty where the clerk does."""

    record: Record
    firm: str
    is_new: bool
    place: str = ""
    told: str = ""
    left: str = ""


def resolve(
    records: Iterable[Record], known: Known, here: Here, registered: bool, progress: Progress = lambda _: None
) -> tuple[list[Resolved], list[Fault], set[tuple[str, int]]]:
    """Return the firms of the records, further faults and notices, and which rows resemble a known firm without being surely it.

    `registered`: the clerk says that every firm of the list is registered in the zone.
    """
    found, faults, likely = [], list[Fault](), set[tuple[str, int]]()
    for number, record in enumerate(records):
        firm, others = settle(record, known)
        if others:
            likely.add((record.layout.sheet, record.row))
            problem = f"与已有企业 {'、'.join(others)} 同名或名称相近，不能确定是同一家，另立一家"
            faults.append(_fault(record, "name", NOTICE, problem, "核对信用代码，再用 liantu resolve 判定"))
        item = Resolved(record, firm or mint(record), firm is None)
        item.place, item.told = _place(record, here, registered)
        item.left = _left(record, item.place, here)
        faults += _contradictions(item, known, here, registered)
        known.add(item.firm, [record.name], record.uscc)
        found.append(item)
        if number % 1000 == 0:
            progress(number)
    return found, faults, likely


def mint(record: Record) -> str:
    """Return the id of a new firm: from its code, else from its name; the same firm in a user's pool has the same id."""
    return firm_id(record.uscc or hashlib.sha256(name_key(record.name).encode()).hexdigest()[:10])


def _place(record: Record, here: Here, registered: bool) -> tuple[str, str]:
    """Return (place id, column that says so); what only the name's beginning says is no place, a deregistered firm has none."""
    if record.active is False or "迁出" in record.status:
        return "", ""
    stated = record.place.code if record.place_from else ""
    if stated and record.place.county and not here.zone.holds(f"{s.PLACE.prefix}:{stated}"):
        return f"{s.PLACE.prefix}:{stated}", record.place_from
    if stated and here.zone.holds(f"{s.PLACE.prefix}:{stated}"):
        return f"{s.PLACE.prefix}:{stated}", record.place_from
    open_to_zone = not stated or stated in here.around
    if open_to_zone and (column := _naming(record, here)):
        return here.zone.id, column
    if open_to_zone and registered:
        return here.zone.id, ""
    return (f"{s.PLACE.prefix}:{stated}", record.place_from) if stated else ("", "")


def _naming(record: Record, here: Here) -> str:
    """Return the column that names the zone; a county's short name counts only behind its city."""
    for column in ("county", "region", "address"):
        text = record.text(column)
        if text and (here.named_in(text) or here.named_in(record.place.city + text)):
            return column
    return ""


def _left(record: Record, place: str, here: Here) -> str:
    """Return `closed` for a deregistered firm, `moved` for one that the zone's own register says moved out."""
    if record.active is False:
        return "closed"
    inside = _naming(record, here) or here.zone.holds(f"{s.PLACE.prefix}:{record.place.code}")
    return "moved" if "迁出" in record.status and inside and not place else ""


def _contradictions(item: Resolved, known: Known, here: Here, registered: bool) -> list[Fault]:
    record, found = item.record, []
    elsewhere = item.place and not here.zone.holds(item.place) and item.place.partition(":")[2] not in here.around
    if registered and elsewhere:
        advice = "核对地址；该企业按地址处理，不记为在区"
        found.append(_fault(record, item.told, WARNING, "名单声明在园区登记，但这里写的是别处", advice))
    if elsewhere and not item.is_new and _is_here(item.firm, known, here.zone):
        found.append(_fault(record, item.told, NOTICE, "已知的在区企业，这里写的地址在别处，请核实是否已迁出", ""))
    if item.left and not item.is_new:
        found.append(_fault(record, "status", NOTICE, "已有企业在本表中已注销、吊销或迁出，将不再记为在区", ""))
    return found


def _is_here(firm: str, known: Known, zone: Zone) -> bool:
    return any(p == s.LOCATED_IN.name and zone.holds(str(v)) for p, v in known.facts.get(firm, ()))


def _fault(record: Record, column: str, level: str, problem: str, advice: str) -> Fault:
    return Fault(record.layout.sheet, record.row, record.layout.label(column), record.text(column)[:100], level, problem, advice)


def here_of(zone: Zone, names: Iterable[str], within: Mapping[str, str]) -> Here:
    """Return the zone with the forms of its name; `within` is place id → the place above."""
    around, place = set[str](), zone.id
    while above := within.get(place):
        place = above
        around.add(place.partition(":")[2])
    held = {p.partition(":")[2] for p in zone.places}
    return Here(zone, tuple(sorted({zone.name, *names}, key=lambda n: (-len(n), n))), frozenset(around - held))
