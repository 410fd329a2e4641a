"""Pictures of the graph: the 全景图 card grid (no script) and the interactive map; pure functions, no network."""
