"""What is committed, and the wheel and sdist made of it; what merely lies about in the checkout is not shipped."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path

from ship.stable_zip import epoch, steady_tar
from ship.targets import ROOT
from ship.wheels import ShipError


def version() -> str:
    """Return the version in pyproject.toml."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def committed(folder: Path) -> Path:
    """Unpack the last commit into a folder and return it. Raises ShipError outside a git checkout."""
    done = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        raise ShipError("这里不是 git 检出，无法取出已提交的文件 / no git checkout: clone the repository and try again")
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def build(source: Path, out: Path, *kinds: str) -> list[Path]:
    """Build "wheel" and "sdist" from a source folder with this environment's setuptools; the same source gives the same bytes.

    Raises ShipError with what the build says.
    """
    out.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-P", "-m", "build", "--no-isolation", *(f"--{kind}" for kind in kinds), "--outdir", str(out), str(source)]
    env = os.environ | {"SOURCE_DATE_EPOCH": str(epoch()), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, env=env, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        raise ShipError(f"打包失败：{' '.join(done.stderr.splitlines()[-3:])} / building failed")
    for archive in out.glob("*.tar.gz"):
        steady_tar(archive)
    return sorted(out.iterdir())
