"""Routes, one topic a module; a new module is one line here."""

from __future__ import annotations

from fastapi import APIRouter

from . import files, overview

ROUTERS: tuple[APIRouter, ...] = (files.router, overview.router)
