"""Checks of an archive as it would be met: what can be run here is run without network, the rest is looked at."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from ship.targets import LINUX, ROOT, WIN64, Target, pinned
from ship.wheels import ShipError, faults, fetch

NOWHERE = "http://127.0.0.1:9"  # nobody listens there: whatever asks the network fails
OFFLINE = {f"{name}_proxy": NOWHERE for name in ("http", "https", "all")} | {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull}
OLDER = ROOT / "tests" / "fixtures" / "workspace-v1"
LONGEST_PATH = 180  # Windows stops at 260; the folder it is unpacked into takes the rest
Line = tuple[bool, str]


def report(lines: Iterable[Line]) -> int:
    """Print PASS or FAIL and what was looked at; return 1 where one failed."""
    failed = 0
    for passed, text in lines:
        print(f"{'PASS' if passed else 'FAIL'}  {text}", flush=True)
        failed += not passed
    return 1 if failed else 0


def checks(target: Target, path: Path, work: Path) -> Iterator[Line]:
    """Yield what holds of an archive and what does not."""
    yield True, f"{path.name}: {path.stat().st_size / 1e6:.1f} MB"
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        yield archive.testzip() is None, f"{target.name}: every file can be read"
        yield len({n.partition("/")[0] for n in names}) == 1, f"{target.name}: one top folder"
        yield names == sorted(names), f"{target.name}: names sorted"
        yield from _pages(target, names)
        if target is WIN64:
            yield from _windows(target, archive, names)
    for python in target.pythons:
        yield (
            not (wrong := faults(fetch(target, python), target.lock(python))),
            f"{target.name} {python}: lock and wheels agree {wrong or ''}",
        )
    if target is LINUX:
        yield from installed(path, work)


def _pages(target: Target, names: list[str]) -> Iterator[Line]:
    """Yield whether what the pages tell a reader to copy or to run came along: samples for a server, compose file, notebooks."""
    for pattern in ("how-to/server/liantu.service", "how-to/server/nginx.conf", "compose.yaml", "notebooks/explore.ipynb"):
        yield any(n.endswith(f"/docs/{pattern}") for n in names), f"{target.name}: docs/{pattern}"


def _windows(target: Target, archive: zipfile.ZipFile, names: list[str]) -> Iterator[Line]:
    """Yield what can be told of the Windows archive without Windows."""
    top = names[0].partition("/")[0]
    longest = max(map(len, names))
    yield longest <= LONGEST_PATH, f"win64: longest path {longest} letters"
    for name in (n for n in names if n.endswith(".bat")):
        text = archive.read(name)
        yield text.isascii() and text.count(b"\r\n") == text.count(b"\n") > 0, f"win64: {name} is ASCII with CRLF"
    yield not [n for n in names if n.endswith((".so", ".dylib", "/bin/liantu"))], "win64: nothing of another system"
    site = f"{top}/python/Lib/site-packages/"
    calls, commands = archive.read(f"{top}/office.py").decode(), archive.read(f"{site}liantu/cli/main.py").decode()
    unknown = [word for word in sorted(set(re.findall(r'liantu\("(\w+)"', calls))) if f'"{word}":' not in commands]
    yield not unknown, f"win64: the shipped liantu has the commands that the files to double-click call {unknown or ''}"
    held = {n[len(site) :].partition("-")[0].lower() for n in names if n.startswith(site) and ".dist-info/" in n}
    lacking = {n.replace("-", "_").lower() for n in pinned(target.lock(target.pythons[0]))} - held
    yield not [n for n in names if n.endswith("/direct_url.json")], "win64: no path of the machine that packed it"
    yield not lacking, f"win64: every locked package is unpacked {sorted(lacking) or ''}"
    for name in ("python.exe", "python313._pth", "libcrypto-3-x64.dll", "libssl-3-x64.dll", "vcruntime140.dll", "vcruntime140_1.dll"):
        yield f"{top}/python/{name}" in names, f"win64: python/{name}"
    yield any(n.endswith(".lbug") for n in names) and any(n.endswith("/CURRENT") for n in names), "win64: the built graph"


def installed(path: Path, work: Path) -> Iterator[Line]:
    """Install the Linux archive into an empty environment without network, then run the demo from an empty folder on a cp936 console."""
    home = work / "试装 a"
    with zipfile.ZipFile(path) as archive:
        archive.extractall(home)
    script, empty = next(home.rglob("install.sh")), home / "空 folder"
    empty.mkdir()
    ran, seconds = _run(["sh", str(script), str(home / "env")], empty)
    yield ran.returncode == 0, f"linux: install.sh without network, {seconds:.1f} s {ran.stderr.strip()[-200:]}"
    program = str(home / "env" / "bin" / "liantu")
    ran, seconds = _run([program, "demo", "--out", "材料"], empty, PYTHONIOENCODING="cp936", LIANTU_HOME=str(home / "工作区"))
    written = len(list((empty / "材料").glob("*")))
    yield (
        ran.returncode == 0 and written > 0,
        f"linux: demo on a cp936 console, {written} files, {seconds:.1f} s {ran.stderr.strip()[-200:]}",
    )
    yield sorted(p.name for p in empty.iterdir()) == ["材料"], "linux: nothing else was written into the folder"
    older = shutil.copytree(OLDER, home / "旧 工作区")
    ran, _ = _run([program, "history", "--json", "--workspace", str(older)], empty)
    yield ran.stdout.count('"standing": true') == 3, "linux: a workspace of schema 1 keeps its three standing batches"


def _run(command: list[str], folder: Path, **extra: str) -> tuple[subprocess.CompletedProcess[str], float]:
    began = time.monotonic()
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PIP_", "LIANTU"))}
    encoding = extra.get("PYTHONIOENCODING", "utf-8")
    done = subprocess.run(
        command, cwd=folder, env=kept | OFFLINE | extra, capture_output=True, encoding=encoding, errors="replace", check=False
    )
    return done, time.monotonic() - began


def run_wheel(wheel: Path, *words: str) -> None:
    """Run liantu out of a wheel, with the packages of this environment. Raises ShipError with what it complains of."""
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)
        env = os.environ | {"PYTHONPATH": folder}
        done = subprocess.run([sys.executable, "-P", "-m", "liantu", *words], env=env, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise ShipError(f"liantu {words[0]}：{done.stderr.strip()[-300:]} / the shipped wheel failed")
