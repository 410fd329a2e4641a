"""pyproject.toml names every package and every data file that the wheel must hold."""

from __future__ import annotations

import fnmatch
from pathlib import Path

from project import OUTSIDE, ROOT, files, package_files, package_modules, pyproject

SETUPTOOLS = pyproject()["tool"]["setuptools"]
PACKAGES = SETUPTOOLS["packages"]


def test_packages_are_the_init_files_on_disk():
    on_disk = {_dotted(path.parent) for path in package_modules() if path.name == "__init__.py"}
    assert set(PACKAGES) == on_disk
    assert sorted(PACKAGES) == PACKAGES, "keep the list in order"


def test_every_module_stands_in_a_package():
    homeless = [path.as_posix() for path in package_modules() if _dotted(path.parent) not in PACKAGES]
    assert homeless == [], f"add an __init__.py, or move them below one of {OUTSIDE}"


def test_every_data_file_is_package_data():
    lost = [path.as_posix() for path in package_files() if path.suffix != ".py" and not _is_package_data(path)]
    assert lost == [], "a wheel would lack them: widen [tool.setuptools.package-data]"


def test_the_root_holds_the_package():
    assert SETUPTOOLS["package-dir"] == {"liantu": "."}
    assert SETUPTOOLS["include-package-data"] is False
    assert Path("py.typed") in files()
    assert (ROOT / "README.md").is_file(), "the wheel shows it as its description"


def _dotted(folder: Path) -> str:
    """Return the package name of a folder relative to the root."""
    return ".".join(("liantu", *folder.parts))


def _is_package_data(path: Path) -> bool:
    """Tell whether a glob of package-data matches, as setuptools would match it."""
    for package, globs in SETUPTOOLS["package-data"].items():
        folder = Path(*package.split(".")[1:])
        if path.is_relative_to(folder) and any(_matches(path.relative_to(folder), glob) for glob in globs):
            return True
    return False


def _matches(path: Path, glob: str) -> bool:
    """Match part by part; `**` stands for any number of folders."""
    *folders, name = glob.split("/")
    if "**" in folders:
        head = folders[: folders.index("**")]
        return path.parts[: len(head)] == tuple(head) and fnmatch.fnmatch(path.name, name)
    return len(path.parts) == len(folders) + 1 and path.match(glob)
