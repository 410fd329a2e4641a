"""Inputs → claims → store. The graph is derived: same inputs, same graph; a kill leaves the old one or the new one."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ..graph import schema as s
from ..graph.assemble import assemble
from ..graph.claims import Claim
from ..graph.errors import DataError
from ..graph.files import write_atomic
from ..graph.resolve import mapping
from ..graph.snapshot import GraphData, Snapshot
from ..graph.sources import Source
from ..graph.store import MemoryStore, Store, WrittenStore, open_store
from ..graph.store.embedded import embedded_fault, reachable
from ..loaders.base import Scribe
from ..loaders.ledger import ledger_claims
from ..loaders.shipped import DATA, data_hash, load_shipped
from ..loaders.sources import transform_sources
from .batches import standing, standing_claims
from .decisions import decisions
from .ledger import entries
from .lock import locked
from .paths import Workspace
from .sources import own_sources

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
    """Return the hash, 16 hex characters, of all a graph is made from: data, batches that hold, decisions, ledger, own sources, schema.

    A batch that was undone counts no more, so that undoing leads back to the same graph and the same export.
    """
    total = hashlib.sha256(f"{s.VERSION}|{data_hash(data)}".encode())
    total.update(_ledger_facts(workspace))
    files = [workspace.batches / f"{batch.id}.jsonl" for batch in standing(workspace)]
    for path in [*files, *(p for p in (workspace.decisions, workspace.own_sources) if p.exists())]:
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]


def _ledger_facts(workspace: Workspace) -> bytes:
    """What of the ledger the graph is made from: a changed note or next date builds nothing anew."""
    held = [(e.id, e.firm, e.firm_id, e.link, e.stage, e.production, e.unit, e.history) for e in entries(workspace)]
    return repr(held).encode() if held else b""


def graph_data(workspace: Workspace, data: Path = DATA, extra: Iterable[Claim] = ()) -> GraphData:
    """Assemble the graph from all inputs, and from `extra` claims that are to be tried. Raises DataError with every fault."""
    shipped = load_shipped(data)
    meta = {"inputs": inputs_hash(workspace, data), "data": shipped.hash, "zone": shipped.zone.id}
    claims = [*shipped.claims, *_own_sources(workspace, shipped.sources), *standing_claims(workspace), *extra]
    claims += ledger_claims(entries(workspace), shipped.zone, claims)
    return assemble(claims, shipped.zone, mapping(decisions(workspace)), meta)


def _own_sources(workspace: Workspace, shipped: Mapping[str, Source]) -> list[Claim]:
    """The claims about the texts the user added, so that what quotes them can name them."""
    scribe = Scribe(shipped)
    transform_sources(scribe, own_sources(workspace))
    return scribe.claims


def build(workspace: Workspace, store: str | None = None, data: Path = DATA) -> Built:
    """Build the graph into the workspace's embedded store, or into the store at an address.

    Raises DataError for broken inputs, StoreError where the store refuses; the old graph then stays.
    """
    content = graph_data(workspace, data)
    if store:
        with open_store(store) as opened:
            opened.write(content)
            return _built(opened.url, content)
    graphs = embedded_graphs(workspace)
    return _built(_embed(workspace, graphs, content) if graphs else "memory:", content)


def _embed(workspace: Workspace, graphs: Path, content: GraphData) -> str:
    """Write the workspace's embedded graph, make it the current one, return its address."""
    with locked(workspace.ready().lock):
        path = graphs / f"{content.meta['inputs']}.lbug"
        with open_store(f"ladybug:{path}") as opened:
            opened.write(content)
        write_atomic(workspace.current, f"{path.name}\n".encode())
        _remove_others(path)
    return f"ladybug:{path}"


def open_current(workspace: Workspace, store: str | None = None, say: Say = lambda _: None, data: Path = DATA) -> Store:
    """Open the graph to read; builds the default one first when there is none or its inputs changed, and says so."""
    if store and not store.startswith("memory"):
        return open_store(store, read_only=True)
    if store or not (graphs := embedded_graphs(workspace)):
        memory = MemoryStore()
        memory.write(graph_data(workspace, data))
        return memory
    path = graphs / f"{inputs_hash(workspace, data)}.lbug"
    if path.exists() and _current_name(workspace) == path.name:
        return open_store(f"ladybug:{path}", read_only=True)
    say("图尚未构建或输入已变化，正在构建… / building the graph first")
    content = graph_data(workspace, data)
    return WrittenStore(open_store(_embed(workspace, graphs, content), read_only=True), content)


def read_snapshot(store: Store) -> Snapshot:
    """Return the store's graph. Raises DataError where it was built with another schema version."""
    content = store.read()
    if (found := content.meta.get("schema")) != s.VERSION:
        raise DataError(f"{store.url}：图的模式版本是 {found}，需要 {s.VERSION}，请重新 build / other schema version, build again")
    return Snapshot(content)


def has_embedded() -> bool:
    """True where the embedded graph database can be loaded; without it the memory store is the default."""
    return not embedded_fault()


def embedded_graphs(workspace: Workspace) -> Path | None:
    """Return where the embedded graphs stand, by a name the database can use; None where there can be none."""
    return reachable(workspace.graphs) if has_embedded() else None


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
