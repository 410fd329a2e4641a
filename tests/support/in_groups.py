"""Which tests may run beside each other: a file keeps to one process, and so does all that needs the one Neo4j of the run."""

from __future__ import annotations

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every test its group, which `--dist loadgroup` reads."""
    for item in items:
        server = item.get_closest_marker("neo4j") is not None
        item.add_marker(pytest.mark.xdist_group("neo4j" if server else item.location[0]))
