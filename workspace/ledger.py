"""ledger.csv of a workspace: add, change, look up; atomic and under the lock, so that no entry is ever half-written or lost."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from ..graph.errors import DataError, NotFound
from ..graph.files import read_utf8, write_atomic
from ..graph.ledger import Entry, faults, read_ledger, unregistered, write_ledger
from .lock import locked
from .paths import Workspace

Entries = list[Entry]


def entries(workspace: Workspace) -> Entries:
    """Return the ledger in the order of its ids. Raises DataError for a broken file."""
    path = workspace.ledger
    return read_ledger(read_utf8(path)) if path.exists() else []


def add(workspace: Workspace, entry: Entry, residents: Collection[str] = ()) -> Entry:
    """Append an entry, which gets the next number as its id. Raises DataError where it is broken or there already, StoreError.

    `residents` are the firms known to be here otherwise: such a firm may produce without a step 注册 (the same below).
    """

    def appended(held: Entries) -> Entries:
        twin = next((e for e in held if (e.firm, e.link) == (entry.firm, entry.link)), None)
        if twin:
            raise DataError(f"台账已有 {twin.id}（{twin.firm}，{twin.link}），请用 ledger set {twin.id} / there already, use `ledger set`")
        return [*held, replace(entry, id=_next_id(held))]

    return _changed(workspace, appended, residents)[-1]


def change(workspace: Workspace, entry_id: str, how: Callable[[Entry], Entry], residents: Collection[str] = ()) -> tuple[Entry, Entry]:
    """Change an entry; return it before and after. Raises NotFound, DataError where it would be broken, StoreError."""
    before: Entries = []

    def changed(held: Entries) -> Entries:
        before[:] = [e for e in held if e.id == entry_id]
        if not before:
            raise NotFound(f"台账没有编号 {entry_id}；可用 liantu ledger list 查看 / no such entry, see `liantu ledger list`")
        return [how(e) if e.id == entry_id else e for e in held]

    after = _changed(workspace, changed, residents)
    return before[0], next(e for e in after if e.id == entry_id)


def merge(workspace: Workspace, rows: Sequence[Entry], residents: Collection[str] = ()) -> tuple[int, int]:
    """Take in the rows of a table: an entry with a known id is replaced, others are appended; return how many new and changed.

    What the table does not hold stays. Raises DataError with every fault, then nothing is written.
    """
    counts = [0, 0]

    def merged(held: Entries) -> Entries:
        own = {e.id: e for e in held}
        strangers = [f"台账没有编号 {r.id}，新增的行请留空编号 / unknown id, leave it empty" for r in rows if r.id and r.id not in own]
        if strangers:
            raise DataError(*strangers)
        counts[1] = sum(1 for r in rows if r.id and own[r.id] != r)
        own |= {r.id: r for r in rows if r.id}
        for row in rows:
            if not row.id:
                made = replace(row, id=_next_id(list(own.values())))
                own[made.id] = made
                counts[0] += 1
        return list(own.values())

    _changed(workspace, merged, residents)
    return counts[0], counts[1]


def _changed(workspace: Workspace, how: Callable[[Entries], Entries], residents: Collection[str]) -> Entries:
    with locked(workspace.ready().lock):
        held = entries(workspace)
        made = how(held)
        problems = [f"{e.id} {e.firm}：{fault}" for e in made for fault in faults(e)]
        problems += [line for e in made if e not in held and (line := unregistered(e, residents))]
        if problems:
            raise DataError(*problems)
        if made != held:
            write_atomic(workspace.ledger, write_ledger(made).encode("utf-8-sig"))
    return made


def _next_id(held: Entries) -> str:
    return f"L{max((int(e.id[1:]) for e in held if e.id[1:].isdigit()), default=0) + 1:04d}"
