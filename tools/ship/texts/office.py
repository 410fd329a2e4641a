"""What the two files to double-click do, on the Python that stands beside them: `office.py start`, `office.py packs`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

FOLDER = "链图材料"
SHELL_FOLDERS = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"


def desktop() -> Path:
    """Return the desktop's folder, wherever the user or the domain has put it."""
    try:
        import winreg

        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, SHELL_FOLDERS) as key:
            found = Path(os.path.expandvars(winreg.QueryValueEx(key, "Desktop")[0]))
    except (ImportError, OSError):
        found = Path.home() / "Desktop"
    return found if found.is_dir() else Path.home()


def liantu(*words: str) -> int:
    """Run one command and return its exit code."""
    from liantu.cli.main import run

    return run(words)


def start() -> int:
    """Serve the pages on this machine only and open the browser."""
    print("链图正在启动，浏览器会自动打开；用完后关闭本窗口。")
    return _graph() or liantu("serve", "--open", "--port", "0")


def packs() -> int:
    """Write the packs of all chains into a folder on the desktop and show it."""
    out = desktop() / FOLDER
    print(f"正在写材料，约需一分钟：{out}")
    if code := _graph() or liantu("report", "--all", "--out", str(out)):
        return code
    print("写好了，可以关闭本窗口。")
    if hasattr(os, "startfile"):
        os.startfile(out)
    return 0


def _graph() -> int:
    """Build the graph where the one that came along cannot be read here."""
    from liantu.graph.errors import LiantuError
    from liantu.session import load

    try:
        with load() as session:
            return 0 if session.graph.nodes else liantu("build")
    except LiantuError:
        return liantu("build", "--quiet")


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    sys.exit({"start": start, "packs": packs}[sys.argv[1]]())
