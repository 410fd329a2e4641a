"""What is shipped of others is named, licensed, and unchanged or said to be: VENDOR.json beside it has its origin and hash."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
ROOMS = ("viz/static", "web/static", "docs/assets", "tests")
FOLDERS = sorted(path.parent for room in ROOMS for path in (ROOT / room).glob("vendor/*/VENDOR.json"))


def test_all_are_found():
    assert {folder.name for folder in FOLDERS} >= {"axe-core-4.14.1", "echarts-6.1.0", "htmx-4.0.1", "iframe-worker-1.0.4"}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_each_file_is_the_one_that_was_published(folder):
    said = json.loads((folder / "VENDOR.json").read_text(encoding="utf-8"))
    on_disk = {path.name for path in folder.iterdir()} - {"VENDOR.json"}
    assert set(said["files"]) == on_disk
    for name, integrity in said["files"].items():
        assert integrity == "sha512-" + base64.b64encode(hashlib.sha512((folder / name).read_bytes()).digest()).decode()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_each_says_its_version_and_licence(folder):
    said = json.loads((folder / "VENDOR.json").read_text(encoding="utf-8"))
    assert said["package"].startswith((f"npm:{said['name']}@{said['version']}", "deb:"))
    assert said["licence"] and (folder / "LICENSE").is_file()
    assert said["version"] in folder.name
