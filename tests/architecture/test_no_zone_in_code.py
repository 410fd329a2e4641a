"""The zone is a profile under data/: no code, page template, setting or query names it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from project import ROOT, package_files

ZONE = re.compile(r"江门|江海|(?<![0-9A-Z])4407(?:04|00)?(?![0-9A-Z])|jiangmen|jianghai", re.IGNORECASE)
CODE = {".css", ".cypher", ".html", ".j2", ".js", ".py", ".toml", ".yaml", ".yml"}


def code_files() -> list[Path]:
    """Return what counts as code: all but data/ and the vendored scripts of others."""
    ours = [p for p in package_files() if p.parts[0] != "data" and "vendor" not in p.parts]
    return [path for path in ours if path.suffix in CODE]


def named(text: str) -> list[str]:
    """Return the lines that name the zone."""
    return [f"{number}: {line.strip()}" for number, line in enumerate(text.splitlines(), 1) if ZONE.search(line)]


@pytest.mark.parametrize("path", code_files(), ids=Path.as_posix)
def test_code_does_not_name_the_zone(path):
    assert named((ROOT / path).read_text(encoding="utf-8")) == []


NAMED = ["江门高新区", "江海区", "place:440700", 'ZONE = "place:jiangmen-hitech"', "code = '440704'", "code: 4407"]


@pytest.mark.parametrize("text", NAMED)
def test_the_zone_is_seen(text):
    assert len(named(text)) == 1


def test_the_profile_is_seen():
    """Every name and code that the shipped profile gives its zone, its city and what counts as the zone is one that is looked for."""
    zone = yaml.safe_load((ROOT / "data" / "zone.yaml").read_text(encoding="utf-8"))
    near = [zone["id"], *zone["places"], *(ring["place"] for ring in zone["rings"][:2])]
    assert [text for text in [zone["name"], *near] if not named(text)] == []


@pytest.mark.parametrize("text", ["91440704MA4W000390", "0x4407A", "144070", "a zone"])
def test_other_figures_pass(text):
    assert named(text) == []
