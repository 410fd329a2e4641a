"""manifest.json of a folder of reports: from what it was made, what stands in it, which differences the staff had settled."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .. import __version__
from ..graph import schema as s
from ..graph.closings import Closing
from ..graph.snapshot import Snapshot

MANIFEST = "manifest.json"


def manifest(graph: Snapshot, files: Mapping[Path, bytes], closings: Mapping[str, Closing], **asked: Any) -> bytes:
    """Return the bytes of a manifest: versions, inputs, counts, what was asked, each file's sha256.

    `closings` are the last event on each difference, closed or reopened: they change the files, so they stand here whole.
    """
    counts = {t.name: len(graph.of_type(t)) for t in s.SCHEMA.nodes}
    said = {
        "version": __version__,
        "schema": s.VERSION,
        "inputs": dict(graph.meta),
        "counts": {**counts, "edges": len(graph.edges), "claims": len(graph.claims)},
        "closings": [asdict(closings[i]) for i in sorted(closings)],
        "files": {path.name: hashlib.sha256(content).hexdigest() for path, content in files.items()},
        **{key: value for key, value in asked.items() if value is not None or key == "as_of"},
    }
    return (json.dumps(said, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8")


def free_manifest(out: Path, stem: str, files: Mapping[Path, bytes]) -> Path:
    """Return where a manifest goes: manifest.json, or `<stem>-manifest.json` beside one that tells of other files."""
    try:
        told = set(json.loads((out / MANIFEST).read_text(encoding="utf-8"))["files"])
    except (OSError, ValueError, KeyError, TypeError):
        told = set()
    return out / (f"{stem}-{MANIFEST}" if told - {path.name for path in files} else MANIFEST)
