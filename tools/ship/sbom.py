"""What each archive consists of, as CycloneDX: the lock as cyclonedx-py reads it, with licences and the scripts of others."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from ship.licences import Row
from ship.targets import EMBEDDED, ROOT, WIN64, Target
from ship.wheels import ShipError

NPM = ("echarts", "htmx.org")


def write(target: Target, python: str, rows: list[Row], path: Path) -> None:
    """Write the SBOM of one target; the same lock gives the same bytes. Raises ShipError."""
    lock = target.lock(python).read_text(encoding="utf-8") + (EMBEDDED.read_text(encoding="utf-8") if target is WIN64 else "")
    command = [sys.executable, "-m", "cyclonedx_py", "requirements", "-", "--output-reproducible", "--of", "JSON"]
    done = subprocess.run(
        [*command, "--pyproject", str(ROOT / "pyproject.toml")], input=lock, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise ShipError(f"SBOM：{done.stderr.strip()[-200:]} / cyclonedx-py failed")
    path.write_text(json.dumps(told(json.loads(done.stdout), rows), ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def told(bom: dict[str, Any], rows: list[Row]) -> dict[str, Any]:
    """Return the SBOM with licences, with the scripts of others, and without what names the index that a lock says nothing of."""
    licence = {plain(name): said for name, _, said in rows}
    for component in bom["components"]:
        component.pop("description", None)
        component["licenses"] = [{"license": {"name": licence.get(plain(component["name"]), "not stated")}}]
        for reference in component.get("externalReferences", []):
            component.setdefault("hashes", reference.get("hashes", []))
        component.pop("externalReferences", None)
    bom["components"] += [
        {"type": "library", "name": n, "version": v, "purl": f"pkg:npm/{n}@{v}", "bom-ref": n, "licenses": [{"license": {"name": said}}]}
        for n, v, said in rows
        if n in NPM
    ]
    return bom


def plain(name: str) -> str:
    """Return a name as registries compare it.

    >>> plain("Typing_Extensions")
    'typing-extensions'
    """
    return re.sub(r"[-_.]+", "-", name).lower()
