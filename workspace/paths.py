"""Where a workspace keeps things: `--workspace`, LIANTU_HOME, or the platform's user data folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from ..graph.errors import StoreError
from .form import check_form, mark_form


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder of the user's; nothing is created before something is written."""

    root: Path

    @property
    def batches(self) -> Path:
        """Append-only batches of claims."""
        return self.root / "batches"

    @property
    def decisions(self) -> Path:
        """Same-as decisions."""
        return self.root / "decisions.csv"

    @property
    def closings(self) -> Path:
        """Differences that the staff settled with a remark."""
        return self.root / "closings.csv"

    @property
    def own_sources(self) -> Path:
        """The registry of the texts the user added."""
        return self.root / "sources" / "registry.yaml"

    @property
    def tables(self) -> Path:
        """The registry of the tables the user imported."""
        return self.root / "tables" / "registry.yaml"

    @property
    def ledger(self) -> Path:
        """The follow-up ledger (对接台账)."""
        return self.root / "ledger.csv"

    @property
    def labels(self) -> Path:
        """What turned out to be true, for a later evaluation."""
        return self.root / "labels.csv"

    @property
    def gaps_kept(self) -> Path:
        """The gaps of earlier builds."""
        return self.root / "gaps_kept"

    @property
    def measured(self) -> Path:
        """The engine's own error as measured last."""
        return self.root / "measured.json"

    @property
    def graphs(self) -> Path:
        """Built graphs, one file a state of the inputs."""
        return self.root / "graphs"

    @property
    def national(self) -> Path:
        """The national graph, a file of its own beside the zone's graphs."""
        return self.root / "national.lbug"

    @property
    def national_faults(self) -> Path:
        """What was wrong with the national tables imported last."""
        return self.root / "national_faults.csv"

    @property
    def current(self) -> Path:
        """One line: the file name of the graph in use."""
        return self.root / "CURRENT"

    @property
    def lock(self) -> Path:
        """Held by the one process that writes."""
        return self.root / "lock"

    def ready(self) -> Workspace:
        """Create the folder and note who writes. Raises StoreError where it cannot be written."""
        try:
            self.graphs.mkdir(parents=True, exist_ok=True)
            mark_form(self.root)
        except OSError as fault:
            raise StoreError(
                f"工作区 {self.root} 不可写：{fault.strerror}；请换一个 --workspace / workspace not writable, choose another"
            ) from None
        return self


def open_workspace(root: str | os.PathLike[str] | None = None) -> Workspace:
    """Return the workspace at `root`, else LIANTU_HOME, else the platform's user data folder.

    Raises DataError where a newer program has written there, or a restore was broken off.
    """
    workspace = workspace_at(root)
    check_form(workspace.root)
    return workspace


def workspace_at(root: str | os.PathLike[str] | None = None) -> Workspace:
    """Return the same workspace without looking into it."""
    chosen = root or os.environ.get("LIANTU_HOME") or platformdirs.user_data_dir("liantu", appauthor=False)
    return Workspace(Path(chosen).expanduser())
