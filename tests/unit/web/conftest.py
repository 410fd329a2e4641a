"""The application over the small zone of the reports, once a module."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from report_graph import report_graph
from web_pages import app_of, client_of


@pytest.fixture(scope="module")
def app() -> FastAPI:
    """The application over the small zone."""
    return app_of(report_graph())


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    """A browser without cookies."""
    return client_of(app)
