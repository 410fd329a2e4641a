"""Nothing in the repository depends on the machine where it was written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from project import ROOT, files

HERE = Path(__file__).resolve().relative_to(ROOT)
QUOTED = ("data/sources/", "viz/static/vendor/")  # texts of others, kept byte for byte
FORBIDDEN = {
    "a path of one machine": re.compile(r"(?<![\w.:/-])/(?:home|opt|private|root|tmp|Users|work|workspace)/[\w.]"),
    "a path of one Windows machine": re.compile(r"\b[A-Z]:(?:\\\\?|/)Users(?:\\\\?|/)\w"),
    "a host of a package registry": re.compile(
        r"https?://[\w.-]*(?:artifactory|jfrog|maven\.org|mirrors?\.|nexus|npmjs|npmmirror|pypi|pythonhosted)", re.I
    ),
    "an address of a private network": re.compile(r"https?://(?:10\.\d+|172\.(?:1[6-9]|2\d|3[01])|192\.168)\.\d+\.\d+", re.I),
}


def faults(text: str) -> list[str]:
    """Return what stands in a text and must not, with its line."""
    lines = enumerate(text.splitlines(), 1)
    return [f"{n}: {what}: {m[0]}" for n, line in lines for what, sign in FORBIDDEN.items() if (m := sign.search(line))]


def looked_at() -> list[Path]:
    """Return the text files of our own."""
    return [p for p in files() if p != HERE and not p.as_posix().startswith(QUOTED) and not _is_binary(p)]


def _is_binary(path: Path) -> bool:
    """Tell a binary file by a NUL byte, as git does."""
    return b"\0" in (ROOT / path).read_bytes()[:8000]


@pytest.mark.parametrize("path", looked_at(), ids=Path.as_posix)
def test_a_file_names_no_machine(path):
    assert faults((ROOT / path).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "cd /home/someone/liantu",
        'open("/tmp/x.csv")',
        "at /opt/repo/x.py",
        r"C:\Users\someone\liantu",
        'r = "C:\\\\Users\\\\someone"',
        "pip install -i https://pypi.example.org/simple liantu",
        "https://repo1.maven.org/maven2",
        "http://192.168.1.20:8081/",
    ],
)
def test_a_machine_is_seen(text):
    assert len(faults(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/home/page",
        "#!/usr/bin/env bash",
        "a/tmp/b",
        "../root/x",
        "http://127.0.0.1:8000/work",
        "和/或",
    ],
)
def test_an_ordinary_line_passes(text):
    assert faults(text) == []
