"""Write the locks anew from pyproject.toml: `python tools/setup.py lock`; needs the network and uv (`pip install uv`).

All targets get the versions that the Linux lock for the oldest Python holds, which are those the tests run with. What stands in the
locks stays unless pyproject.toml asks otherwise; delete a line, or all of a file, to have it resolved anew.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from ship import licences
from ship.targets import LINUX, ROOT, TARGETS, Target
from ship.wheels import exact_lock, fetch

HEAD = "# Written by `python tools/setup.py lock`. Every wheel of {name} for Python {python}, with its hash.\n"
MACOS_FROM = "15.0"  # the oldest macOS that the embedded database has wheels for
OLDEST = LINUX.lock(LINUX.pythons[0])


def wanted() -> str:
    """Return the core requirements without their markers: a wheelhouse holds what any machine of its kind may ask for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return "".join(f"{line.partition(';')[0].strip()}\n" for line in project["dependencies"])


def write(target: Target, python: str, asked: Path, uv: str) -> bool:
    """Resolve one lock, keep of its hashes those of the wheels that pip takes; tell whether that succeeded."""
    lock = target.lock(python)
    head = HEAD.format(name=target.name, python=python)
    command = [
        uv,
        "pip",
        "compile",
        "--quiet",
        "--no-config",
        "--no-header",
        "--no-annotate",
        "--generate-hashes",
        "--only-binary",
        ":all:",
    ]
    command += ["--python-platform", target.uv, "--python-version", python, "--output-file", str(lock), str(asked)]
    command += ["--constraints", str(OLDEST)] if lock != OLDEST and OLDEST.exists() else []
    if subprocess.run(command, env=os.environ | {"MACOSX_DEPLOYMENT_TARGET": MACOS_FROM}, check=False).returncode:
        return False
    lock.write_text(head + exact_lock(fetch(target, python)), encoding="utf-8", newline="\n")
    return True


def main() -> int:
    """Write every lock, the oldest Python's of Linux first."""
    if not (uv := shutil.which("uv")):
        print("没有找到 uv，请输入：pip install uv / uv was not found, type: pip install uv", file=sys.stderr)
        return 1
    todo = sorted(((t, p) for t in TARGETS for p in t.pythons), key=lambda pair: pair[0].lock(pair[1]) != OLDEST)
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder, "requirements.in")
        asked.write_text(wanted(), encoding="utf-8")
        if not all([write(target, python, asked, uv) for target, python in todo]):
            return 1
    licences.write(licences.LISTED, [fetch(target, python) for target, python in todo], windows=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
