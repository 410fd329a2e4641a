"""Ten lists of different tools and years give exactly their rows and faults; no false alarm."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from liantu.loaders.intake.examine import Examined, examine
from liantu.loaders.intake.places import Gazetteer
from liantu.loaders.places import read_codes
from liantu.loaders.shipped import DATA
from liantu.workspace.intake import firm_json
from list_files import ALL, FIELDS, Listed


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(read_codes(DATA / "codes" / "gbt2260.csv"))


@pytest.fixture(params=ALL, ids=lambda listed: listed.name)
def listed(request: pytest.FixtureRequest) -> Iterator[Listed]:
    yield request.param


@pytest.fixture
def found(listed: Listed, gazetteer: Gazetteer, tmp_path: Path) -> Examined:
    path = tmp_path / listed.name
    path.write_bytes(listed.write())
    return examine(path, gazetteer)


def test_the_firms_are_exactly_these(listed: Listed, found: Examined) -> None:
    firms = [tuple(firm_json(r)[field] for field in FIELDS) for r in found.records if r.name]
    assert firms == list(listed.firms)
    assert len(found.records) == len(listed.firms) + listed.unnamed


def test_the_faults_are_exactly_these(listed: Listed, found: Examined) -> None:
    assert sorted((f.row, f.column, f.level) for f in found.faults) == sorted(listed.faults)
    assert all(f.problem and f.advice for f in found.faults)


def test_what_was_done_is_announced(listed: Listed, found: Examined) -> None:
    said = "\n".join(f.problem for f in found.notices)
    assert [words for words in listed.notices if words not in said] == []
    assert [str(h) for h in found.honours.values()] == ([listed.honour] if listed.honour else [])


def test_no_person_is_kept(found: Examined) -> None:
    kept = "\n".join(record.line() for record in found.records)
    for personal in ("陈某某", "13800138000", "a@example.com", "张三", "王五", "wx_00"):
        assert personal not in kept
