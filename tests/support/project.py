"""What the project consists of, for the tests that look at the project itself."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
OUTSIDE = ("benchmarks", "docs", "tests", "tools")  # folders of the repository that no wheel holds
DERIVED = re.compile(r"build|dist|__pycache__|.*\.egg-info|\.(?!ci$).*")


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project relative to ROOT: what git tracks or would add; without git, what is not derived."""
    listed = _git_files() if (ROOT / ".git").exists() and shutil.which("git") else _walked_files()
    return tuple(sorted(path for path in listed if (ROOT / path).is_file()))


@cache
def pyproject() -> dict[str, Any]:
    """Return the parsed pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def package_files() -> list[Path]:
    """Return the files that stand in a package or in data/, relative to ROOT."""
    return [path for path in files() if _room(path) not in OUTSIDE and not _room(path).startswith(".") and _ours(path)]


def package_modules() -> list[Path]:
    """Return the Python modules of the packages, relative to ROOT."""
    return [path for path in package_files() if path.suffix == ".py"]


def _room(path: Path) -> str:
    """Return the first folder of a path, empty for a file in the root."""
    return path.parts[0] if len(path.parts) > 1 else ""


def _ours(path: Path) -> bool:
    """Tell package files in the root from Makefile, README and their like."""
    return bool(_room(path)) or path.suffix == ".py" or path.name == "py.typed"


def _git_files() -> list[Path]:
    """Ask git for tracked and for new files, so that a test fails before the commit, not after."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    return [Path(name) for name in listed.decode().split("\0") if name]


def _walked_files() -> list[Path]:
    """Walk the folder of a downloaded archive."""
    found: list[Path] = []
    for folder, below, names in os.walk(ROOT):
        below[:] = [name for name in below if not DERIVED.fullmatch(name)]
        found += [Path(folder, name).relative_to(ROOT) for name in names]
    return found
