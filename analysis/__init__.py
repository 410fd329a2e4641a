"""Analyses: pure functions of a snapshot, one family per file. They import `graph` only."""
