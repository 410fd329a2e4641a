"""A release: one version everywhere, a dated changelog, hashes that are true, an SBOM that names all that ships."""

from __future__ import annotations

import doctest
import hashlib
import importlib
import re
import shutil

import pytest

from project import ROOT, pyproject
from ship import release, sbom
from ship.licences import NOT_STATED

PLACES = ("pyproject.toml", "CHANGELOG.md", "__init__.py", "CITATION.cff")


@pytest.fixture
def root(tmp_path):
    for name in PLACES:
        shutil.copyfile(ROOT / name, tmp_path / name)
    return tmp_path


def failing(root) -> list[str]:
    return [text for passed, text in release.said_of_the_version(root) if not passed]


def test_every_place_names_the_same_version_now():
    assert [text for text in failing(ROOT) if "date" not in text] == []


def test_a_dated_changelog_passes_and_an_undated_one_does_not(root):
    log = root / "CHANGELOG.md"
    text = re.sub(r"^## (\S+) \(\S+\)", r"## \1 (2026-12-01)", log.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    log.write_text(text, encoding="utf-8")
    assert failing(root) == []
    log.write_text(text.replace("(2026-12-01)", "(unreleased)", 1), encoding="utf-8")
    assert len(failing(root)) == 1


@pytest.mark.parametrize("place", PLACES)
def test_a_place_that_was_forgotten_is_named(root, place):
    version = pyproject()["project"]["version"]
    path = root / place
    path.write_text(path.read_text(encoding="utf-8").replace(version, "9.9.9", 1), encoding="utf-8")
    wrong = [text for text in failing(root) if "date" not in text]
    assert len(wrong) == (3 if place == "pyproject.toml" else 1)
    assert place == "pyproject.toml" or place in wrong[0]


def test_sums_are_those_of_the_files_and_leave_themselves_out(tmp_path):
    (tmp_path / "b.zip").write_bytes(b"b")
    (tmp_path / "a.whl").write_bytes(b"a")
    release.sums(tmp_path)
    release.sums(tmp_path)
    lines = (tmp_path / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert lines == [f"{hashlib.sha256(c.encode()).hexdigest()}  {n}" for c, n in (("a", "a.whl"), ("b", "b.zip"))]


def test_an_sbom_has_licences_and_hashes_and_names_no_index():
    reference = {"url": "https://example.org/simple/x/", "hashes": [{"alg": "SHA-256", "content": "00"}], "type": "distribution"}
    bom = {"components": [{"name": "typing-extensions", "version": "1", "description": "line", "externalReferences": [reference]}]}
    rows = [("typing_extensions", "1", "PSF-2.0"), ("echarts", "6", "Apache-2.0"), ("liantu", "0", "Apache-2.0")]
    first, second = sbom.told(bom, rows)["components"]
    assert first == {
        "name": "typing-extensions",
        "version": "1",
        "hashes": reference["hashes"],
        "licenses": [{"license": {"name": "PSF-2.0"}}],
    }
    assert second["purl"] == "pkg:npm/echarts@6"
    unknown = sbom.told({"components": [{"name": "x"}]}, [])["components"][0]
    assert unknown["licenses"] == [{"license": {"name": NOT_STATED}}]


@pytest.mark.parametrize("name", ["licences", "sbom", "targets"])
def test_examples(name):
    result = doctest.testmod(importlib.import_module(f"ship.{name}"))
    assert result.attempted and not result.failed


def test_what_failed_is_said_once_more_at_the_end(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(release, "DIST", tmp_path / "dist")
    monkeypatch.setattr(release, "said_of_the_version", lambda root: [(False, "no date"), (True, "same version")])
    monkeypatch.setattr(release, "packages", lambda work: [])
    monkeypatch.setattr(release, "lists", lambda: None)
    monkeypatch.setattr(release.bundle, "main", lambda: 0)
    assert release.main() == 1
    assert capsys.readouterr().err == "未通过 / not passed: no date\n"
