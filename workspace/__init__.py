"""The workspace: the user's truth as plain files, and the graph that is derived from it."""
