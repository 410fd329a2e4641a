"""Assemble the jars of the test server once, in a git-ignored cache named by the hash of the pom."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
POM = HERE / "pom.xml"
CACHE = HERE.parents[2] / ".cache" / "neo4j"
JDK_MODULE = re.compile(r"^jdk\.compiler@(\d+)", re.MULTILINE)


def missing() -> str | None:
    """Say what this machine lacks to run the server, or None when it has all of it."""
    if shutil.which("java") is None:
        return "no java: install a JDK 17 or 21 (headless is enough)"
    if _jdk_version() < 17:
        return "java is not a JDK 17 or newer: a JRE cannot run a source file; install a JDK 17 or 21"
    if not _folder().is_dir() and shutil.which("mvn") is None:
        return "no mvn: install Maven, which fetches the jars of the server"
    return None


def jars() -> Path:
    """Return the folder of the jars, filled by Maven when it is not there yet."""
    folder = _folder()
    if not folder.is_dir():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE, prefix="partial-", ignore_cleanup_errors=True) as partial:
            _copy_dependencies(Path(partial) / "lib")
            _publish(Path(partial) / "lib", folder)
    return folder


def _folder() -> Path:
    """Name the cache folder of this pom; line ends do not count."""
    return CACHE / hashlib.sha256(POM.read_text(encoding="utf-8").encode()).hexdigest()[:16]


def _jdk_version() -> int:
    """Return the major version of the Java compiler that `java` brings, 0 when it brings none."""
    listed = subprocess.run(["java", "--list-modules"], capture_output=True, text=True, check=False, timeout=60)
    found = JDK_MODULE.search(listed.stdout)
    return int(found.group(1)) if found else 0


def _copy_dependencies(target: Path) -> None:
    """Let Maven put every runtime jar of the pom into one folder; raise with its last lines when it fails."""
    command = [shutil.which("mvn") or "mvn", "-B", "-q", "-f", str(POM), "dependency:copy-dependencies"]
    options = ["-DincludeScope=runtime", f"-DoutputDirectory={target}"]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False, timeout=900)
    if done.returncode:
        raise RuntimeError("mvn could not fetch the jars of Neo4j:\n" + (done.stdout + done.stderr)[-2000:])


def _publish(made: Path, folder: Path) -> None:
    """Move a complete folder into place in one step; another run that was faster is as good."""
    try:
        os.replace(made, folder)
    except OSError:
        if not folder.is_dir():
            raise
