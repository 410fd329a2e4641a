"""Every example in a docstring is run."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

import liantu

ROOT = Path(liantu.__file__).parent
ROOMS = ("graph", "loaders", "analysis", "queries", "viz", "reports", "workspace", "cli")
WITH_EXAMPLES = sorted(
    ".".join(["liantu", *path.relative_to(ROOT).with_suffix("").parts])
    for room in ROOMS
    for path in (ROOT / room).rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_examples(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert result.attempted and not result.failed
