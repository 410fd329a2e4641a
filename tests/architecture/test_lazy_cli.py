"""`liantu --help` is quick: it imports no driver, no pandas, no report writer."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = ("docx", "fastapi", "ladybug", "neo4j", "networkx", "numpy", "pandas", "py2neo", "pyvis", "scipy", "xlsxwriter")
PROBE = """
import json, sys
{statement}
print("\\n" + json.dumps(sorted(set({heavy}) & set(sys.modules))))
"""
HELP = """
from liantu.cli.main import main
sys.argv = ["liantu", "--help"]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
"""


def heavy_after(statement: str) -> list[str]:
    """Run a statement in a fresh interpreter and return which heavy modules it has loaded."""
    code = PROBE.format(statement=statement, heavy=HEAVY)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("statement", ["import liantu", HELP], ids=["import liantu", "liantu --help"])
def test_nothing_heavy_is_loaded(statement):
    assert heavy_after(statement) == []


def test_a_heavy_import_is_seen():
    assert "networkx" in heavy_after("import networkx")
