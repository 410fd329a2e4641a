"""Every file here reads the graphs built of the shipped data once."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True, scope="module")
def _read_once(read_once: None) -> None:
    """What the commands of a file read again comes from memory; reading itself is tested with the stores."""
