"""Style sheets and scripts of the reports, as they stand."""

from __future__ import annotations

from pathlib import Path

TEMPLATES = Path(__file__).parent / "templates"


def template_text(name: str) -> str:
    """Return the text of a file beside the templates."""
    return (TEMPLATES / name).read_text(encoding="utf-8")
