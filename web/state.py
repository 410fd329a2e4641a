"""What the pages answer from: one graph and what follows from it, worked out once, swapped whole when another was built."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from functools import cached_property
from threading import Lock, RLock, Thread
from typing import Any, TypeVar, cast

from ..analysis.audit import audit
from ..analysis.coverage import head
from ..analysis.draws.stability import Stability, stability
from ..analysis.gaps import Gap, gaps
from ..analysis.settings import read_settings
from ..graph import schema as s
from ..graph.closings import Closing
from ..graph.errors import LiantuError
from ..graph.presence import Zone
from ..graph.snapshot import Node, Snapshot
from ..graph.store import Store
from ..session import Session, load
from ..workspace.paths import Workspace

KEPT = 512  # answers kept beside those of the whole graph: memory stays flat
T = TypeVar("T")
Say = Callable[[str], None]


class Answers:
    """A graph with its gaps, their 把握 and the audit. Immutable; what is asked for later is worked out once and kept."""

    def __init__(
        self, graph: Snapshot, zone: Zone, closings: Mapping[str, Closing], *, as_of: str | None = None, store: Store | None = None
    ) -> None:
        self.graph, self.zone, self.closings, self.as_of = graph, zone, closings, as_of
        self.store = store
        self.gaps: tuple[Gap, ...] = tuple(gaps(graph, zone))
        self.gap_of: Mapping[str, Gap] = {gap.link.id: gap for gap in self.gaps}
        self.head = head(graph, zone, as_of)
        self.stability: Mapping[str, Stability] = stability(graph, zone, self.gaps, read_settings(), self.head.as_of)
        self.audit = audit(graph, zone, list(self.gaps), dict(closings))
        self._lock, self._locks = Lock(), dict[Hashable, RLock]()
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()

    @classmethod
    def of(cls, session: Session) -> Answers:
        """Return the answers of an open session; its store stays open, for canned questions."""
        return cls(session.graph, session.zone, session.closings, as_of=session.as_of, store=session.store)

    @cached_property
    def chains(self) -> list[Node]:
        """The chains, by id."""
        return self.graph.of_type(s.CHAIN)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` returns, made once for a key however many ask at the same time; the oldest go when there are too many."""
        with self._lock:
            lock = self._locks.setdefault(key, RLock())
        with lock:
            if key not in self._kept:
                made = make()
                with self._lock:
                    self._kept[key] = made
                    while len(self._kept) > KEPT:
                        gone, _ = self._kept.popitem(last=False)
                        self._locks.pop(gone, None)
                return made
            return cast(T, self._kept[key])


class State:
    """The answers in use. `stamp` tells cheaply whether others were built; `fetch` loads them, aside, while the old ones serve."""

    def __init__(self, fetch: Callable[[], Answers], stamp: Callable[[], Hashable], say: Say = lambda _: None) -> None:
        self._fetch, self._stamp, self._say = fetch, stamp, say
        self._loading = Lock()
        self._seen = stamp()
        self._answers = fetch()
        self._seen = stamp()  # loading may itself have built the graph

    @classmethod
    def of_workspace(cls, workspace: Workspace, store: str | None = None, as_of: str | None = None, say: Say = lambda _: None) -> State:
        """Return the state of a workspace's graph, or of the store at an address. Raises StoreError, DataError."""

        def fetch() -> Answers:
            return Answers.of(load(store, workspace=str(workspace.root), as_of=as_of, scope="all", say=say))

        return cls(fetch, lambda: _stamp_of(workspace), say)

    @property
    def now(self) -> Answers:
        """The answers in use; where others were built meanwhile, they are fetched aside and stand from then on."""
        if self._stamp() != self._seen and self._loading.acquire(blocking=False):
            Thread(target=self._swap, daemon=True).start()
        return self._answers

    def refresh(self) -> Answers:
        """Fetch the answers anew and return them when they stand. Raises StoreError, DataError; the old ones then stay."""
        with self._loading:
            self._take()
        return self._answers

    def _swap(self) -> None:
        try:
            self._take()
        except LiantuError as fault:
            self._say(f"新的图读不了，仍用旧的：{fault} / the new graph cannot be read, the old one stays")
        finally:
            self._loading.release()

    def _take(self) -> None:
        """The old answers are let go, not closed: a request may still be reading them."""
        self._seen = self._stamp()
        self._answers = self._fetch()


def _stamp_of(workspace: Workspace) -> Hashable:
    """The graph in use and the differences settled: a changed file is another state of the answers."""
    found: list[tuple[str, int, int]] = []
    for path in (workspace.current, workspace.closings):
        with suppress(OSError):
            about = path.stat()
            found.append((path.name, about.st_mtime_ns, about.st_size))
    return tuple(found)
