"""The wheel holds the whole package, and it runs from an empty folder, whatever the checkout was called."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from project import ROOT, files, package_files

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path, encoding: str = "utf-8") -> str:
    """Run a command without this run's Python settings; return what it prints, fail with what it complains of."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    env |= {"LIANTU_HOME": str(cwd / "home"), "PYTHONIOENCODING": encoding}
    done = subprocess.run([str(c) for c in command], cwd=cwd, env=env, capture_output=True, encoding=encoding, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """A wheel built from a copy of the project, in a folder of another name."""
    source = tmp_path_factory.mktemp("wheel") / "some-other-name-1.0"
    for path in files():
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, source / path)
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", source.parent, cwd=source)
    return next(source.parent.glob("*.whl"))


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory) -> Path:
    """The Python of a fresh environment that holds the wheel and borrows this one's third-party packages."""
    home = tmp_path_factory.mktemp("env")
    run(sys.executable, "-m", "venv", "--without-pip", home, cwd=home)
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index"]
    run(*pip, wheel, cwd=home)
    site = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home).strip()
    borrowed = sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    Path(site, "borrowed.pth").write_text("\n".join(borrowed) + "\n", encoding="utf-8")
    return python


def test_the_wheel_holds_every_file_of_the_package_and_no_other(wheel):
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name and not name.endswith("/")}
        assert held == {f"liantu/{path.as_posix()}" for path in package_files()}
        changed = [p for p in package_files() if archive.read(f"liantu/{p.as_posix()}") != (ROOT / p).read_bytes()]
    assert changed == []


def test_the_wheel_carries_its_licences(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = {Path(name).name for name in archive.namelist() if ".dist-info/licenses/" in name}
    assert {"LICENSE", "NOTICE", "LICENSES.md"} <= names


def test_the_installed_package_is_the_one_that_runs(python, tmp_path):
    where = run(python, "-c", "import liantu; print(liantu.__file__)", cwd=tmp_path).strip()
    assert Path(where).is_relative_to(python.parents[1])


def test_help_runs_from_an_empty_folder(python, tmp_path):
    by_module = run(python, "-m", "liantu", "--help", cwd=tmp_path)
    by_script = run(python.with_name("liantu.exe" if os.name == "nt" else "liantu"), "--help", cwd=tmp_path)
    assert "chains" in by_module
    assert "chains" in by_script


def test_the_chains_are_there(python, tmp_path):
    chains = json.loads(run(python, "-m", "liantu", "chains", "--json", cwd=tmp_path))
    assert len(chains) >= 4


def test_the_demo_runs_from_an_empty_folder_on_a_cp936_console_and_writes_nothing_else_there(python, tmp_path):
    folder = tmp_path / "空 folder"
    folder.mkdir()
    said = run(python, "-m", "liantu", "demo", "--out", "材料", "--workspace", tmp_path / "工作 区", cwd=folder, encoding="cp936")
    assert "材料已写到" in said
    assert [path.name for path in folder.iterdir()] == ["材料"]
    kinds = {path.suffix for path in (folder / "材料").iterdir()}
    assert {".docx", ".xlsx", ".html", ".json"} <= kinds


def test_a_workspace_of_the_earlier_schema_goes_on(python, tmp_path):
    older = shutil.copytree(ROOT / "tests" / "fixtures" / "workspace-v1", tmp_path / "older")
    batches = json.loads(run(python, "-m", "liantu", "history", "--json", "--workspace", older, cwd=tmp_path))
    assert [b["id"][:4] for b in batches if b["standing"]] == ["0001", "0002", "0004"]
