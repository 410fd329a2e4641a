"""Which tests run beside each other: a file keeps to one process, and so do all files that need the one Neo4j of the run."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parents[1]
SERVER = "neo4j"


@cache
def group_of(file: str) -> str:
    """Return the group of a test file, named from the folder of the tests."""
    return SERVER if SERVER in (TESTS / file).read_text(encoding="utf-8") else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Hand out whole groups, where tests run two at a time."""
    from xdist.scheduler import LoadScopeScheduling

    class Groups(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return group_of(nodeid.partition("::")[0])

    return Groups(config, log)
