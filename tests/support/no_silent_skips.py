"""pytest plugin: where LIANTU_CI=1, a test that needs Neo4j or a browser may not be skipped.

On a developer's machine such a skip is fair and says why. On the machine that decides whether a change is good,
a skip would look like a pass, so there it is a failure, for single tests and for whole modules.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import pytest

REQUIRED = ("neo4j", "browser")
MARKED = re.compile(r"mark\.(?:" + "|".join(REQUIRED) + r")\b")


def strict() -> bool:
    """Tell whether this run may not skip."""
    return os.environ.get("LIANTU_CI") == "1"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Turn the skip of a marked test into a failure; an expected failure stays what it is."""
    report = yield
    if strict() and report.skipped and not hasattr(report, "wasxfail") and _required(item):
        _fail(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    """Turn the skip of a module that holds marked tests into an error."""
    report = yield
    if strict() and report.skipped and isinstance(collector, pytest.Module) and _mentions_mark(collector):
        _fail(report)
    return report


def _required(item: pytest.Item) -> bool:
    """Tell whether the test carries one of the marks."""
    return any(item.get_closest_marker(mark) for mark in REQUIRED)


def _mentions_mark(module: pytest.Module) -> bool:
    """Tell whether the module's text uses one of the marks; its tests were never collected."""
    return MARKED.search(module.path.read_text(encoding="utf-8")) is not None


def _fail(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Make a skipped report a failed one that says why it was skipped."""
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
    report.outcome = "failed"
    report.longrepr = f"LIANTU_CI=1 forbids this skip: {reason}"
