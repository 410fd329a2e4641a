"""Which tests run beside each other: a file keeps to one process, and so do all files that need the one Neo4j of the run.

The long ones start first, so that no process ends long after the other.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parents[1]
SERVER, SLOW = "neo4j", "pytest.mark.slow"


@cache
def group_of(file: str) -> str:
    """Return the group of a test file, named from the folder of the tests."""
    return SERVER if SERVER in _text(file) else file


def turn_of(file: str) -> int:
    """Return when the group of a test file starts: the one with the server first, then what is slow, then the rest."""
    return 0 if group_of(file) == SERVER else 1 if file.startswith("integration/") or SLOW in _text(file) else 2


@cache
def _text(file: str) -> str:
    return (TESTS / file).read_text(encoding="utf-8")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the tests in the order in which their groups are handed out."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: turn_of(item.nodeid.partition("::")[0]))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Hand out whole groups, where tests run two at a time."""
    from xdist.scheduler import LoadScopeScheduling

    class Groups(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return group_of(nodeid.partition("::")[0])

    config.option.loadscopereorder = False  # by the number of tests, which would start the few long ones of a browser last
    return Groups(config, log)
