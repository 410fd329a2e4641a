"""Make the project's own `.venv` and run one task in it: `python tools/setup.py demo|test|check|bench|docs|bundle|release|lock`.

Needs the standard library only and any Python 3.7 or newer to start; it then looks for a Python 3.11 or newer.
What is installed is noted in `.venv`, so a second run needs no network until pyproject.toml changes.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "liantu-setup.json"
LOG = VENV / "liantu-install.log"
TYPED = ROOT / ".cache" / "typecheck"
DEV = ("dev", "docs", "igraph", "pdf", "py2neo", "rank")
USABLE = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))"


class NotFoundError(Exception):
    """Something was not found; the message is one line that says what to type."""


# ---- the environment -------------------------------------------------------------------------------------------


def candidates() -> Iterator[list[str]]:
    """Yield the commands that may start a Python, the running one first."""
    yield [sys.executable]
    names = ["python3.13", "python3.12", "python3.11", "python3", "python"]
    yield from ([path] for path in map(shutil.which, names) if path)
    if os.name == "nt" and shutil.which("py"):
        yield ["py", "-3"]


def usable(command: list[str]) -> bool:
    """Tell whether a command starts a Python that is new enough and can make environments."""
    try:
        return subprocess.run([*command, "-c", USABLE], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def find_python(commands: Iterable[list[str]]) -> list[str]:
    """Return the first usable command; raise NotFoundError with the way to get one."""
    for command in commands:
        if usable(command):
            return command
    get = "winget install Python.Python.3.12" if os.name == "nt" else "sudo apt-get install python3 python3-venv"
    raise NotFoundError(
        f"没有找到带 venv 的 Python 3.11 或更新版本，请输入：{get} / No Python 3.11 or newer with venv was found, type: {get}"
    )


def wanted(extras: tuple[str, ...], noted: dict[str, object]) -> dict[str, object]:
    """Return the note of an environment that has these extras and those it has already."""
    had = noted.get("extras", [])
    return {
        "pyproject": hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest(),
        "root": str(ROOT),
        "extras": sorted({*extras, *(had if isinstance(had, list) else [])}),
    }


def noted() -> dict[str, object]:
    """Read what the environment holds; empty when it was never completed or is not usable."""
    if not STAMP.is_file() or not usable([str(PYTHON)]):
        return {}
    try:
        return dict(json.loads(STAMP.read_text(encoding="utf-8")))
    except ValueError:
        return {}


def prepare(extras: tuple[str, ...]) -> None:
    """Make `.venv` and install the project into it, unless that is done already."""
    have = noted()
    want = wanted(extras, have)
    if have == want:
        return
    if not usable([str(PYTHON)]):
        make_venv()
    say("正在安装依赖，约需一两分钟… / installing, a minute or two…")
    install(list(want["extras"]))  # type: ignore[call-overload]
    STAMP.write_text(json.dumps(want), encoding="utf-8")


def make_venv() -> None:
    """Create `.venv` from scratch."""
    made = subprocess.run([*find_python(candidates()), "-m", "venv", "--clear", str(VENV)], check=False)
    if made.returncode:
        raise NotFoundError(f"无法建立 {VENV}，请删除它再试 / cannot create {VENV}: delete it and try again")


def install(extras: list[str]) -> None:
    """Install the project in editable form; what pip says goes to a log."""
    target = f".[{','.join(extras)}]" if extras else "."
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "-e", target]
    with LOG.open("wb") as log:
        done = subprocess.run(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        where = LOG.relative_to(ROOT)
        raise NotFoundError(
            f"安装依赖失败（详见 {where}），请检查网络后重试同一命令"
            f" / Installing failed (see {where}): check the network, then type the same command again"
        )


# ---- the tasks -------------------------------------------------------------------------------------------------


def run(*arguments: str, cwd: Path = ROOT) -> bool:
    """Run the environment's Python, with the current folder off its path; tell whether it succeeded."""
    return subprocess.run([str(PYTHON), "-P", *arguments], cwd=cwd, check=False).returncode == 0


def demo() -> bool:
    """Build the demo workspace and its reports."""
    return run("-m", "liantu", "demo", "--workspace", ".demo/workspace", "--out", ".demo/output")


def lint() -> bool:
    """Look for faults that ruff knows."""
    return run("-m", "ruff", "check", ".")


def layout() -> bool:
    """Look whether ruff would format a file otherwise."""
    return run("-m", "ruff", "format", "--check", ".")


def types() -> bool:
    """Check the types of the package as a wheel would hold it, so the checkout folder may have any name."""
    shutil.rmtree(TYPED, ignore_errors=True)
    build = "import setuptools; setuptools.setup()"
    if not run("-c", build, "--quiet", "build_py", "--build-lib", str(TYPED)):
        return False
    options = ["--config-file", str(ROOT / "pyproject.toml"), "--cache-dir", str(ROOT / ".mypy_cache")]
    return run("-m", "mypy", *options, "-p", "liantu", cwd=TYPED)


def tests() -> bool:
    """Run every test, two at a time; tests/support/in_groups.py says which keep to one process."""
    return run("-m", "pytest", "-c", "tests/pytest.ini", "-n", "2", "tests")


def bench() -> bool:
    """Run the benchmarks."""
    return run("benchmarks/run.py")


def site() -> bool:
    """Build the documentation site; a broken link or a page outside its nav is a failure."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"  # a banner about another product
    return run("-m", "mkdocs", "build", "--strict", cwd=ROOT)


def ship(module: str) -> bool:
    """Run a module of tools/ship, which makes what is handed out."""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "tools")}
    return subprocess.run([str(PYTHON), "-P", "-m", f"ship.{module}"], cwd=ROOT, env=env, check=False).returncode == 0


def bundle() -> bool:
    """Make the archives for machines without network, and check them."""
    return ship("bundle")


def release() -> bool:
    """Make everything a release consists of, and check it."""
    return ship("release")


def lock() -> bool:
    """Pin the wheels of the archives anew."""
    return ship("lock")


VERBS: dict[str, tuple[tuple[str, ...], tuple[Callable[[], bool], ...]]] = {
    "demo": ((), (demo,)),
    "test": (DEV, (lint, types, tests)),
    "check": (DEV, (lint, layout, types)),
    "bench": (DEV, (bench,)),
    "docs": (("docs",), (site,)),
    "bundle": (DEV, (bundle,)),
    "release": (DEV, (release,)),
    "lock": (DEV, (lock,)),
}


def say(line: str) -> None:
    """Print one line for a person; a console without Chinese letters shows question marks."""
    encoding = sys.stderr.encoding or "utf-8"
    print(line.encode(encoding, "replace").decode(encoding), file=sys.stderr, flush=True)


def main(arguments: list[str]) -> int:
    """Run one verb; every task of it runs, and one that fails makes the whole fail."""
    if len(arguments) != 1 or arguments[0] not in VERBS:
        say(f"用法：python tools/setup.py {'|'.join(VERBS)} / usage: the same")
        return 2
    extras, tasks = VERBS[arguments[0]]
    try:
        prepare(extras)
    except NotFoundError as lack:
        say(str(lack))
        return 1
    failed = [task.__name__ for task in tasks if not task()]
    if failed:
        say(f"未通过 / failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
