"""What differs between two states of the gaps: since a kept build, between two dates, between two zones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..analysis.changes import Difference, Kept, differences, kept_of, read_kept
from ..analysis.search import find_chain
from ..analysis.settings import read_settings
from ..graph.errors import DataError
from ..graph.snapshot import Snapshot

if TYPE_CHECKING:
    from ..graph.presence import Zone
    from ..session import Session
    from ..workspace.gaps_kept import KeptBuild


def since(session: Session, word: str, chain: str | None = None) -> tuple[KeptBuild, list[Difference]]:
    """Return the kept build that `word` names (its hash or a date) and what changed after it.

    Raises NotFound where none is kept, DataError where its file is broken.
    """
    from ..workspace.gaps_kept import find

    chain_id = find_chain(session.graph, chain).id if chain else None
    now = kept_of(session.graph, session.find_gaps(), read_settings())
    build = find(session.workspace, word)
    return build, differences(_read(session, build), now, chain_id)


def _read(session: Session, build: KeptBuild) -> Kept:
    from ..workspace.gaps_kept import read

    content = read(session.workspace, build)
    try:
        return read_kept(content)
    except (KeyError, TypeError, ValueError):
        raise DataError(f"{session.workspace.gaps_kept / build.file}：内容不全，请删除该文件 / incomplete, remove the file") from None


def between_dates(session: Session, before: str, after: str, chain: str | None = None) -> list[Difference]:
    """Return what changed between two dates: claims and declarations count from their dates on. Raises DataError."""
    from ..graph.at_date import known_at

    return _compared([(Snapshot(known_at(session.built.data, session.zone, day)), session.zone) for day in (before, after)], chain)


def between_zones(session: Session, before: Path, after: Path, chain: str | None = None) -> tuple[list[Difference], tuple[str, str]]:
    """Return how the gaps of two zones differ, and their names; a zone is a profile, or a data folder of its own. Raises DataError."""
    sides = [_zone_at(session, path) for path in (before, after)]
    return _compared(sides, chain), (sides[0][1].name, sides[1][1].name)


def _zone_at(session: Session, path: Path) -> tuple[Snapshot, Zone]:
    from ..graph.assemble import assemble
    from ..graph.at_date import seen_from
    from ..loaders.places import read_zone
    from ..loaders.shipped import load_shipped

    if path.is_dir():
        own = load_shipped(path)
        return Snapshot(assemble(own.claims, own.zone, meta={"data": own.hash})), own.zone
    zone = read_zone(path)
    return (session.built if zone == session.zone else Snapshot(seen_from(session.built.data, zone))), zone


def _compared(sides: Sequence[tuple[Snapshot, Zone]], chain: str | None) -> list[Difference]:
    from ..analysis.gaps import gaps

    chains = [find_chain(graph, chain).id for graph, _ in sides] if chain else []
    before, after = (kept_of(graph, gaps(graph, zone), read_settings()) for graph, zone in sides)
    return differences(before, after, chains[-1] if chains else None)
