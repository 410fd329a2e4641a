"""The hostile chain of the viz tests with a cycle, directions and their partners: every field of every figure has a bad name."""

from __future__ import annotations

import runpy
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from liantu.graph.assemble import assemble
from liantu.graph.claims import Claim
from liantu.graph.snapshot import Snapshot

_SMALL = runpy.run_path(str(Path(__file__).parents[1] / "unit" / "viz" / "hostile_graph.py"))
ZONE, CHAIN, IMG, SCRIPT = (_SMALL[name] for name in ("ZONE", "CHAIN", "IMG", "SCRIPT"))
PLACE, DIRECTION, PART = f"{IMG}市", f"方向{SCRIPT}", "{b}{c|富文本}{{7*7}} href"
INSTITUTION, PLATFORM = f"院所{IMG}", "平台\x00</text></svg><svg onload=alert(3)>"


def _claim(subject: str, predicate: str, value: Any, modality: str = "existing", grade: str = "plan") -> Claim:
    return Claim(subject, predicate, value, f"source:{grade}", "原文", "第5章第1节·第9行", modality, grade, "2020-12")


def hostile_charts() -> SimpleNamespace:
    """Return graph, zone and chain: cell → ore closes a cycle; a direction with a part, partners and firms behind it."""
    said = [
        _claim("place:c", "name", PLACE, grade="domain"),
        _claim("link:x/cell", "INPUT_TO", "link:x/ore", grade="domain"),
        _claim("direction:x/d", "name", DIRECTION, "planned"),
        _claim("direction:x/part", "name", PART, "planned"),
        _claim("direction:x/silent", "name", f"静{IMG}", "planned"),
        _claim("direction:x/d", "DIRECTION_OF", CHAIN, "planned"),
        _claim("direction:x/silent", "DIRECTION_OF", CHAIN, "planned"),
        _claim("direction:x/part", "PART_OF", "direction:x/d", "planned"),
        _claim("direction:x/part", "ADVANCES", "link:x/powder", "planned"),
        _claim("institution:w", "name", INSTITUTION, "reference"),
        _claim("institution:w", "RESEARCHES", "direction:x/d", "cooperation"),
        _claim("platform:q", "name", PLATFORM, "reference"),
        _claim("platform:q", "SERVES", "direction:x/part", "planned"),
    ]
    old = [c for c in _SMALL["hostile_graph"]().claims.values() if (c.subject, c.predicate) != ("place:c", "name")]
    return SimpleNamespace(graph=Snapshot(assemble([*old, *said], ZONE)), zone=ZONE, chain=CHAIN)
