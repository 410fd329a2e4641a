"""The rooms of the package import each other one way only."""

from __future__ import annotations

from pathlib import Path

import pytest

from arrows import ALLOWED, forbidden
from project import ROOT, package_modules


@pytest.mark.parametrize("path", package_modules(), ids=Path.as_posix)
def test_a_module_imports_only_what_its_room_may(path):
    assert forbidden(path, (ROOT / path).read_text(encoding="utf-8")) == []


def test_the_arrows_have_no_cycle():
    placed: set[str] = set()
    while ready := {room for room, below in ALLOWED.items() if room not in placed and below <= placed}:
        placed |= ready
    assert placed == set(ALLOWED)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("graph/store/neo4j.py", "import neo4j\nfrom ..schema import FIRM\nfrom .base import Store"),
        ("graph/ids.py", "from .. import __version__"),
        ("reports/sections/gaps.py", "from ...analysis.gaps import gaps\nfrom ..base import Section"),
        ("session.py", "def load():\n    from .workspace import build"),
        ("__init__.py", "from .session import load"),
        ("__main__.py", "from .cli.main import main"),
        ("cli/main.py", "import importlib\nimportlib.import_module('..session', __package__)"),
    ],
)
def test_an_allowed_import_passes(path, text):
    assert forbidden(Path(path), text) == []


@pytest.mark.parametrize(
    ("path", "text", "fault"),
    [
        ("graph/ids.py", "from ..loaders import base", "graph may not import loaders"),
        ("graph/ids.py", "def f():\n    from .. import analysis", "graph may not import analysis"),
        ("graph/ids.py", "from .. import load", "graph may not import __init__"),
        ("graph/snapshot.py", "import neo4j", "below graph/store/ only"),
        ("graph/snapshot.py", "__import__('ladybug')", "below graph/store/ only"),
        ("loaders/chain.py", "from ..queries import run", "loaders may not import queries"),
        ("analysis/gaps.py", "from ..viz.theme import COLOURS", "analysis may not import viz"),
        ("viz/board.py", "from ..queries import run", "viz may not import queries"),
        ("reports/sections/gaps.py", "from ...workspace import build", "reports may not import workspace"),
        ("session.py", "from .cli import main", "session may not import cli"),
        ("__init__.py", "from .cli import main", "__init__ may not import cli"),
        ("cli/gaps.py", "from liantu.session import load", "import siblings relatively"),
        ("cli/gaps.py", "from ... import x", "leaves the package"),
        ("cli/gaps.py", "import importlib\nimportlib.import_module('py2neo')", "below graph/store/ only"),
        ("helper/new.py", "from ..graph import ids", "the room helper is not in the architecture"),
    ],
)
def test_a_forbidden_import_is_named(path, text, fault):
    (found,) = forbidden(Path(path), text)
    assert fault in found
