"""A zip whose bytes depend on its content only."""

from __future__ import annotations

import io
import zipfile

import pytest

from liantu.reports.fixed_zip import fixed_zip


def made(level: int) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("甲.xml", "内容" * 100, zipfile.ZIP_DEFLATED, level)
    return held.getvalue()


def test_date_system_and_level_of_the_maker_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    first = fixed_zip(made(9))
    monkeypatch.setattr("sys.platform", "win32")
    elsewhere = made(1)
    assert zipfile.ZipFile(io.BytesIO(elsewhere)).infolist()[0].create_system == 0, "what Python writes on Windows"
    assert fixed_zip(elsewhere) == first
    assert zipfile.ZipFile(io.BytesIO(first)).read("甲.xml").decode() == "内容" * 100
