"""Inputs → claims → store. The graph is derived: same inputs, same graph; a kill leaves the old one or the new one."""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ..graph import schema as s
from ..graph.assemble import assemble
from ..graph.claims import Claim
from ..graph.errors import DataError
from ..graph.files import write_atomic
from ..graph.resolve import mapping, read_decisions
from ..graph.snapshot import GraphData, Snapshot
from ..graph.store import MemoryStore, Store, open_store
from ..loaders.ledger import ledger_claims
from ..loaders.shipped import DATA, data_hash, load_shipped
from .batches import standing_claims
from .ledger import entries
from .lock import locked
from .paths import Workspace

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: the address of the graph, the hash of its inputs, its size, whether it was built anew."""

    url: str
    inputs: str
    nodes: int
    edges: int
    claims: int


def inputs_hash(workspace: Workspace, data: Path = DATA) -> str:
    """Return the hash of shipped data, batches, decisions, the ledger's facts and schema version, 16 hex characters."""
    total = hashlib.sha256(f"{s.VERSION}|{data_hash(data)}".encode())
    files = sorted(workspace.batches.glob("*.jsonl")) if workspace.batches.is_dir() else []
    total.update(_ledger_facts(workspace))
    for path in [*files, *([workspace.decisions] if workspace.decisions.exists() else [])]:
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]


def _ledger_facts(workspace: Workspace) -> bytes:
    """What of the ledger the graph is made from: a changed note or next date builds nothing anew."""
    held = [(e.id, e.firm, e.firm_id, e.link, e.stage, e.production, e.unit, e.history) for e in entries(workspace)]
    return repr(held).encode() if held else b""


def graph_data(workspace: Workspace, data: Path = DATA, extra: Iterable[Claim] = ()) -> GraphData:
    """Assemble the graph from all inputs, and from `extra` claims that are to be tried. Raises DataError with every fault."""
    shipped = load_shipped(data)
    decisions = read_decisions(workspace.decisions.read_text(encoding="utf-8")) if workspace.decisions.exists() else []
    meta = {"inputs": inputs_hash(workspace, data), "data": shipped.hash, "zone": shipped.zone.id}
    claims = [*shipped.claims, *standing_claims(workspace), *extra]
    claims += ledger_claims(entries(workspace), shipped.zone, claims)
    return assemble(claims, shipped.zone, mapping(decisions), meta)


def build(workspace: Workspace, store: str | None = None, data: Path = DATA) -> Built:
    """Build the graph into the workspace's embedded store, or into the store at an address.

    Raises DataError for broken inputs, StoreError where the store refuses; the old graph then stays.
    """
    content = graph_data(workspace, data)
    if store:
        with open_store(store) as opened:
            opened.write(content)
            return _built(opened.url, content)
    if not has_embedded():
        return _built("memory:", content)
    with locked(workspace.ready().lock):
        path = workspace.graphs / f"{content.meta['inputs']}.lbug"
        with open_store(f"ladybug:{path}") as opened:
            opened.write(content)
        write_atomic(workspace.current, f"{path.name}\n".encode())
        _remove_others(path)
    return _built(f"ladybug:{path}", content)


def open_current(workspace: Workspace, store: str | None = None, say: Say = lambda _: None, data: Path = DATA) -> Store:
    """Open the graph to read; builds the default one first when there is none or its inputs changed, and says so."""
    if store and not store.startswith("memory"):
        return open_store(store, read_only=True)
    if store or not has_embedded():
        memory = MemoryStore()
        memory.write(graph_data(workspace, data))
        return memory
    path = workspace.graphs / f"{inputs_hash(workspace, data)}.lbug"
    if not (path.exists() and _current_name(workspace) == path.name):
        say("图尚未构建或输入已变化，正在构建… / building the graph first")
        path = Path(build(workspace, data=data).url.removeprefix("ladybug:"))
    return open_store(f"ladybug:{path}", read_only=True)


def read_snapshot(store: Store) -> Snapshot:
    """Return the store's graph. Raises DataError where it was built with another schema version."""
    content = store.read()
    if (found := content.meta.get("schema")) != s.VERSION:
        raise DataError(f"{store.url}：图的模式版本是 {found}，需要 {s.VERSION}，请重新 build / other schema version, build again")
    return Snapshot(content)


def has_embedded() -> bool:
    """True where the embedded graph database is installed; without it the memory store is the default."""
    return importlib.util.find_spec("ladybug") is not None


def _current_name(workspace: Workspace) -> str:
    return workspace.current.read_text(encoding="utf-8").strip() if workspace.current.exists() else ""


def _remove_others(keep: Path) -> None:
    """Remove graphs of other inputs and what killed builds left; what Windows says a reader holds waits for the next build."""
    for path in keep.parent.iterdir():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif not path.name.startswith(keep.name):
            with suppress(OSError):
                path.unlink()


def _built(url: str, content: GraphData) -> Built:
    return Built(url, content.meta["inputs"], len(content.nodes), len(content.edges), len(content.claims))
