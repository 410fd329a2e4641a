"""Routes, one topic a module; a new module is one line here."""

from __future__ import annotations

from fastapi import APIRouter

from . import claims, files, history, overview, questions, whatif

ROUTERS: tuple[APIRouter, ...] = (
    files.router,
    overview.router,
    whatif.router,
    claims.router,
    questions.router,
    history.router,
)
