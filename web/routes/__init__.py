"""Routes, one topic a module; a new module is one line here."""

from __future__ import annotations

from fastapi import APIRouter

from . import api, audit, candidates, chains, files, gaps, overview, search, things

TOPICS = (files, overview, chains, gaps, things, candidates, audit, search, api)
ROUTERS: tuple[APIRouter, ...] = tuple(topic.router for topic in TOPICS)
