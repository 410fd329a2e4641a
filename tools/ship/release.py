"""`make release`: wheel, sdist, archives, SBOMs, licence list and SHA256SUMS into dist/, and a check that they are what they should be."""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

from ship import bundle, licences, sbom, selfcheck
from ship.source import build, committed, version
from ship.stable_zip import write_zip
from ship.targets import DIST, ROOT, TARGETS, WIN64
from ship.wheels import ShipError, fetch

SUMS = "SHA256SUMS"
UNRELEASED = "unreleased"


def main() -> int:
    """Make everything and check it; 0 where every check passed."""
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir()
    try:
        with tempfile.TemporaryDirectory() as folder:
            lines = [*said_of_the_version(ROOT), *packages(Path(folder))]
    except ShipError as fault:
        print(fault, file=sys.stderr)
        return 1
    failed = selfcheck.report(lines) | bundle.main()
    lists()
    sums(DIST)
    for text in (text for passed, text in lines if not passed):
        print(f"未通过 / not passed: {text}", file=sys.stderr)  # once more: a hundred lines stand between
    return failed


def said_of_the_version(root: Path) -> Iterator[selfcheck.Line]:
    """Yield whether all places that name the version agree, and whether the changelog's first section is that version, dated."""
    named = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    head = next(line for line in (root / "CHANGELOG.md").read_text(encoding="utf-8").splitlines() if line.startswith("## "))
    found = re.fullmatch(r"## (\S+) \((\S+)\)", head)
    yield found is not None and found[1] == named, f"CHANGELOG.md begins with {named}: {head}"
    yield found is not None and found[2] != UNRELEASED, "CHANGELOG.md: the version bears a date (write it before a release)"
    yield f'__version__ = "{named}"' in (root / "__init__.py").read_text(encoding="utf-8"), f"__init__.py says {named}"
    yield f"version: {named}\n" in (root / "CITATION.cff").read_text(encoding="utf-8"), f"CITATION.cff says {named}"


def packages(work: Path) -> Iterator[selfcheck.Line]:
    """Build wheel and sdist twice, in folders of other names, and the wheel once more out of the sdist; keep the first, and the pages."""
    first = build(committed(work / "one"), DIST, "wheel", "sdist")
    second = build(committed(work / "another-name"), work / "again", "wheel", "sdist")
    for one, other in zip(first, second, strict=True):
        yield one.read_bytes() == other.read_bytes(), f"{one.name}: built twice, the same bytes"
    write_zip(DIST / f"liantu-{version()}-docs.zip", work / "one" / "docs", f"liantu-{version()}-docs")
    (sdist,) = DIST.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(work / "sdist", filter="data")
    (wheel,) = build(work / "sdist" / sdist.name.removesuffix(".tar.gz"), work / "of-sdist", "wheel")
    yield wheel.read_bytes() == (DIST / wheel.name).read_bytes(), f"{wheel.name}: the same bytes out of the sdist"


def lists() -> None:
    """Write an SBOM for each archive and the licence list of all."""
    for target in TARGETS:
        houses = [fetch(target, python) for python in target.pythons]
        rows = licences.rows(houses, windows=target is WIN64)
        sbom.write(target, target.pythons[0], rows, DIST / f"liantu-{version()}-{target.name}.cdx.json")
    licences.write(DIST / "licences.csv", [fetch(t, p) for t in TARGETS for p in t.pythons], windows=True)


def sums(folder: Path) -> None:
    """Write the hash of every file beside it, as `sha256sum -c` reads it."""
    files = sorted(p for p in folder.iterdir() if p.is_file() and p.name != SUMS)
    (folder / SUMS).write_text("".join(f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in files), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
