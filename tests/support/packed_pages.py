"""Unpacks the maps of a single file as the reader's browser does."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any


def held(packed: str) -> dict[str, Any]:
    """Return the scripts and the pages in pieces."""
    made: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(packed)))
    return made


def unpacked(packed: str) -> dict[str, str]:
    """Return key → map page."""
    made = held(packed)
    return {key: "".join(made["scripts"][p] if isinstance(p, int) else p for p in parts) for key, parts in made["pages"].items()}
