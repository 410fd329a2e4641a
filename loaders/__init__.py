"""Loaders: files in, claims out. Only `read` functions touch the world; the rest is pure. They import `graph` only."""
