"""The machines an archive is made for, and where the lock of each stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
LOCKS, TEXTS, DIST = HERE / "locks", HERE / "texts", ROOT / "dist"
EMBEDDED = LOCKS / "python-win64.txt"  # the Windows Python as a registry carries it
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Target:
    """One kind of machine: name of the archive, wheel tags of its system newest first, Python versions, uv's name for it."""

    name: str
    platforms: tuple[str, ...]
    pythons: tuple[str, ...]
    uv: str

    def lock(self, python: str) -> Path:
        """Return the file that pins every wheel for one Python version, each with its hashes."""
        return LOCKS / f"{self.name}-py{python}.txt"


_MANYLINUX = ("manylinux_2_28_x86_64", "manylinux_2_27_x86_64", "manylinux_2_26_x86_64", "manylinux_2_24_x86_64")
_MANYLINUX += ("manylinux_2_17_x86_64", "manylinux2014_x86_64", "manylinux_2_12_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64")
WIN64 = Target("win64", ("win_amd64",), ("3.13",), "x86_64-pc-windows-msvc")
LINUX = Target("linux-x86_64", _MANYLINUX, ("3.11", "3.12", "3.13"), "x86_64-manylinux_2_28")
MACOS = Target("macos-arm64", ("macosx_15_0_arm64",), ("3.12", "3.13"), "aarch64-apple-darwin")
TARGETS = (WIN64, LINUX, MACOS)


def pinned(lock: Path) -> dict[str, str]:
    """Return name → version of what a lock pins.

    >>> pinned(WIN64.lock("3.13"))["pyvis"]
    '0.3.2'
    """
    return dict(_PINNED.findall(lock.read_text(encoding="utf-8")))
