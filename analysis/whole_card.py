"""All that is known of one thing, as data: what `liantu show --json` prints and the web page answers."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ..graph import schema as s
from ..graph.presence import Zone
from ..graph.snapshot import Node, Snapshot
from .card import card
from .gaps import Gap
from .portrait import portrait

EXPLAINED = ("status", "explanation", "path", "smallest_change", "settle_by")


def whole_card(graph: Snapshot, zone: Zone, node: Node, gap: Gap | None = None) -> dict[str, Any]:
    """Return the card of a node; a firm's with its portrait, a link's (its `gap` given) with explanation, path and what settles it."""
    told = {"portrait": asdict(portrait(graph, zone, node))} if node.type == s.FIRM.name else {}
    return asdict(card(graph, node)) | told | (explained(gap) if gap else {})


def explained(gap: Gap) -> dict[str, Any]:
    """Return the sentence, the path, the smallest change and the fact that settles a link, as in `gaps --json`."""
    found = gap.as_json()
    return {key: found[key] for key in EXPLAINED}
