"""What `liantu.load()` returns: one graph, opened once, with its questions as methods; heavy libraries load when used."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .analysis.audit import audit
from .analysis.finding import Finding
from .analysis.gaps import Gap, gaps
from .analysis.search import find_chain
from .analysis.settings import read_settings
from .graph.changes import CUT, LAND, LOSE, Change
from .graph.closings import Closing
from .graph.completeness import declared
from .graph.frames import frame
from .graph.ledger import Entry
from .graph.presence import Zone
from .graph.snapshot import Node, Snapshot
from .graph.store import Store
from .graph.views import GraphViews
from .loaders.places import read_zone
from .loaders.shipped import DATA
from .workspace.build import open_current, read_snapshot
from .workspace.closings import closings
from .workspace.ledger import entries
from .workspace.paths import Workspace, open_workspace

if TYPE_CHECKING:
    import pandas as pd

    from .analysis.complexity.answer import Complexity
    from .analysis.draws.stability import Stability
    from .analysis.portfolio import Portfolio
    from .analysis.recommend.around import Around
    from .analysis.recommend.model import Advice
    from .analysis.whatif import WhatIf
    from .viz.inline import Map


def load(
    store: str | None = None,
    *,
    workspace: str | None = None,
    as_of: str | None = None,
    scope: str = "resident",
    say: Callable[[str], None] = lambda _: None,
) -> Session:
    """Open the graph (built first where it is absent or stale).

    `scope` "resident" keeps frames and NetworkX graphs to residents of the zone; "all" adds invitees and other firms.
    Raises StoreError, DataError.
    """
    return Session(open_workspace(workspace), store, as_of=as_of, scope=scope, say=say)


class Session(GraphViews):
    """One open graph. Close it, or use it in a `with` block."""

    def __init__(self, workspace: Workspace, store: str | None, *, as_of: str | None, scope: str, say: Callable[[str], None]) -> None:
        if scope not in ("resident", "all"):
            raise ValueError(f"scope 应为 resident 或 all，得到 {scope!r} / expected resident or all")
        self.workspace, self.as_of, self.scope = workspace, as_of, scope
        self._own = store is None
        self._open: Callable[[], Store] = lambda: open_current(workspace, store, say)

    @cached_property
    def store(self) -> Store:
        """The open store."""
        return self._open()

    @cached_property
    def graph(self) -> Snapshot:
        """The read-only graph all analyses work on; which lists are complete is read at `as_of`."""
        return Snapshot(declared(self.built.data, self.as_of)) if self.as_of else self.built

    @cached_property
    def built(self) -> Snapshot:
        """The graph as it was built: its lists are complete as of the latest date of the data."""
        return read_snapshot(self.store)

    @cached_property
    def zone(self) -> Zone:
        """The zone's profile."""
        return read_zone(DATA / "zone.yaml")

    @cached_property
    def closings(self) -> Mapping[str, Closing]:
        """The differences of the plan's audit that the staff settled, by id."""
        return closings(self.workspace)

    @cached_property
    def ledger(self) -> tuple[Entry, ...]:
        """The follow-up ledger (对接台账)."""
        return tuple(entries(self.workspace))

    def find_audit(self) -> dict[str, list[Finding]]:
        """Return the audit of the plan: section → findings, as in `liantu audit --json`."""
        return audit(self.graph, self.zone, self.find_gaps(), self.closings)

    def _chain_id(self, chain: str | None) -> str | None:
        return find_chain(self.graph, chain).id if chain else None

    @property
    def date(self) -> str:
        """The date answers hold at: `as_of`, else the latest date of the data, never the clock."""
        from .analysis.coverage import latest_date

        return self.as_of or latest_date(self.graph)

    def find_gaps(self, chain: str | None = None) -> list[Gap]:
        """Return the gaps of a chain (any name form) or of all, ranked. Raises NotFound."""
        chain_id, found = self._chain_id(chain), self._kept_now()
        if found is None or self.graph is not self.built:
            return gaps(self.graph, self.zone, chain_id)
        return [gap for gap in found if chain_id in (None, gap.chain)]

    def _kept_now(self) -> list[Gap] | None:
        """Keep the gaps of the workspace's own build once, and return them; None where they are kept already or nothing is to be kept."""
        from .workspace.gaps_kept import builds, keep

        inputs = self.built.meta.get("inputs", "")
        if not (self._own and inputs) or inputs in {b.inputs for b in builds(self.workspace)}:
            return None
        from .analysis.changes import kept_of
        from .analysis.coverage import latest_date

        found = gaps(self.built, self.zone)
        with suppress(OSError):  # a read-only workspace keeps none
            keep(self.workspace, inputs, latest_date(self.built), kept_of(self.built, found, read_settings()).as_row())
        return found

    def find_stability(self, found: Sequence[Gap], draws: int | None = None) -> Mapping[str, Stability]:
        """Return 把握 of gaps by link id, over seeded draws; `found` holds whole chains, ranked."""
        from .analysis.draws.stability import stability

        return stability(self.graph, self.zone, found, read_settings(), self.date, draws)

    def gaps(self, chain: str | None = None) -> pd.DataFrame:
        """Return the gaps as a frame, one row a link; columns as in `liantu gaps --json`."""
        found = self.find_gaps(chain)
        held = self.find_stability(found)
        return frame([g.as_json() | held[g.link.id].as_json() for g in found], "gaps")

    def find_stale(self, chain: str | None = None) -> list[dict[str, Any]]:
        """Return the facts that may have gone out of date at `date`, as in `liantu reverify --json`. Raises NotFound."""
        from .analysis.draws.reverify import reverify

        return reverify(self.graph, read_settings(), self.date, self._chain_id(chain))

    def sweep(self, grid: Mapping[str, Sequence[Any]], chain: str | None = None) -> pd.DataFrame:
        """Return 把握 over a grid of settings (`section.key` of gaps.toml, or `unseen`), a row a link and point. Raises DataError."""
        from .analysis.draws.sweep import sweep

        return frame(sweep(self.graph, self.zone, read_settings(), grid, self.date, self._chain_id(chain)), "sweep")

    def find_cuts(self, chain: str | None = None, *, product: str | None = None, keep: int = 1000) -> dict[str, Any]:
        """Return the cut sets of size one and two of a chain's final products, or of one link, as in `liantu cuts --json`.

        Raises NotFound; LiantuError where the pairs are too many.
        """
        from .analysis.cut_answer import cut_answer

        return cut_answer(self.graph, self._chain_id(chain), product, keep)

    def cuts(self, chain: str | None = None, *, product: str | None = None, keep: int = 1000) -> pd.DataFrame:
        """Return the cut sets as a frame, one row a set: product (NA: any final product), elements, names, certain, what stops."""
        found = self.find_cuts(chain, product=product, keep=keep)
        scopes = [found["whole"], *found["products"]]
        return frame([{"product": s["product"], **cut} for s in scopes for cut in (*s["singles"], *s["pairs"])], "cuts")

    def find_recommend(self, subject: str | None = None, top: int | None = None) -> list[Advice]:
        """Return whom to approach: for the gaps worth acting on, of a chain or of all; or for one link, whatever its status.

        Raises NotFound for a name that is neither a chain nor a link.
        """
        from .analysis.recommend.engine import recommend
        from .analysis.recommend.subject import links_of, subject_of

        about = subject_of(self.graph, subject) if subject is not None else None
        every = self.find_gaps()
        return recommend(self.graph, self.zone, every, links_of(every, about), top)

    def find_around(self, firm: str, top: int | None = None) -> Around:
        """Return what stands around an anchor: inputs and uses of what it makes, who serves them, whom to call on. Raises NotFound."""
        from .analysis.recommend.around import recommend_around
        from .analysis.search import find_firm

        anchor = find_firm(self.graph, firm)
        return recommend_around(self.graph, self.zone, self.find_gaps(), anchor, top)

    def recommend(self, subject: str | None = None, *, around: str | None = None, top: int | None = None) -> pd.DataFrame:
        """Return recommendations as a frame, one row a link and firm; columns as in `liantu recommend --json`.

        `around` a firm: the rows of every link before or behind what it makes, with role and served. Raises NotFound.
        """
        if around is None:
            return frame([row for advice in self.find_recommend(subject, top) for row in advice.rows()], "recommend")
        ties = self.find_around(around, top).as_json()["links"]
        return frame([{**row, "role": t["role"], "served": t["served"]} for t in ties for row in t["candidates"]], "recommend around")

    def find_whatif(self, changes: Sequence[Change], chain: str | None = None, *, world: str = "closed") -> WhatIf:
        """Return what changes come of, counted over a chain or all; nothing is written. Raises NotFound, DataError."""
        from .analysis.reachability import Outside
        from .analysis.scenario import resolve
        from .analysis.whatif import what_if

        chain_id = self._chain_id(chain)
        return what_if(self.graph, self.zone, resolve(self.graph, changes), chain_id, Outside(world))

    def whatif(
        self,
        land: Sequence[str] = (),
        lose: Sequence[str] = (),
        cut: Sequence[str] = (),
        *,
        chain: str | None = None,
        world: str = "closed",
    ) -> dict[str, Any]:
        """Return {scenario, before, after, hit, substitutes, text} as in `liantu whatif --json`; land takes 企业@环节.

        Raises NotFound for an unknown link or lost firm, DataError where a change changes nothing or contradicts another.
        """
        from .analysis.whatif_words import as_json
        from .loaders.scenario_file import changes_of

        return as_json(self.find_whatif(changes_of({LAND: land, LOSE: lose, CUT: cut}), chain, world=world))

    def find_portfolio(self, chain: str | None = None, firms: int = 5, land: float | None = None) -> Portfolio:
        """Return the firms whose landing would close most in a chain or in all, at most `firms` of them and `land` 亩.

        Raises NotFound for an unknown chain, DataError where the land suffices for nobody.
        """
        from .analysis.portfolio import portfolio

        chain_id = self._chain_id(chain)
        return portfolio(self.graph, self.zone, self.find_gaps(chain_id), firms, land, chain_id)

    def portfolio(self, chain: str | None = None, *, firms: int = 5, land: float | None = None) -> pd.DataFrame:
        """Return the portfolio as a frame, one row a firm in the order of what each adds; columns as `additions` in the JSON."""
        from .analysis.portfolio_words import as_json

        return frame(as_json(self.graph, self.find_portfolio(chain, firms, land))["additions"], "portfolio")

    def find_complexity(self, level: str = "province", *, grades: Sequence[str] = ("disclosure",), **asked: Any) -> Complexity:
        """Return complexity and relatedness over places; `least` and `largest` as in `analysis.complexity.answer`. Never of one park."""
        from .analysis.complexity.answer import complexity

        return complexity(self.graph, level, grades=grades, **asked)

    def complexity(self, of: str = "places", level: str = "province", **asked: Any) -> pd.DataFrame:
        """Return "places", "links" or "pairs" as a frame; `attrs` holds the warning and the frame of the counts. Raises DataError."""
        from .analysis.complexity.answer import frame_rows

        rows, about = frame_rows(self.find_complexity(level, **asked), of)
        found = frame(rows, f"complexity {of}")
        found.attrs |= about
        return found

    def write_briefs(self, firms: Sequence[Node], out: Path, *, link: Node | None = None, edition: str = "public") -> list[Path]:
        """Write a 对接单 a firm (docx, html) and a manifest; return the files. "internal" adds the firm's rows of the ledger.

        Raises DataError for a resident or a firm that is no more, NotFound for another edition, LiantuError.
        """
        from .reports.brief import write_briefs

        return write_briefs(self.graph, self.zone, firms, out, link=link, edition=edition, as_of=self.as_of, ledger=self.ledger)

    def map(self, chain: str | None = None, **which: Any) -> Map:
        """Return a pyvis Network that draws inline, without a request: of a chain, or gap=, firm= (and top=) as in viz/maps.py."""
        from .viz.maps import map_of

        return map_of(self.graph, self.zone, self.find_gaps, chain=chain, as_of=self.as_of, **which)

    def query(self, text: str, params: Mapping[str, Any] | None = None) -> pd.DataFrame:
        """Run a named question or Cypher text and return a frame."""
        from .queries.runner import run

        return frame(run(self.store, text, params or {}))

    @cached_property
    def _scoped(self) -> Snapshot:
        from .graph.export import scoped

        return Snapshot(scoped(self.graph.data, self.scope))

    def close(self) -> None:
        """Close the store."""
        if "store" in self.__dict__:
            self.store.close()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
