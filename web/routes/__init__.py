"""Routes, one topic a module; a new module is one line here."""

from __future__ import annotations

from fastapi import APIRouter

from . import (
    api,
    audit,
    calls,
    candidates,
    chains,
    claims,
    files,
    gaps,
    history,
    intake,
    ledger,
    overview,
    questions,
    search,
    things,
    whatif,
)

READING = (files, overview, chains, gaps, things, candidates, audit, search, api)
ACTING = (whatif, calls, intake, ledger, claims, questions, history)
ROUTERS: tuple[APIRouter, ...] = tuple(topic.router for topic in (*READING, *ACTING))
