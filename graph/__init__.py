"""The graph: declarations, claims, stores and the snapshot analyses read. Imports none of the other rooms."""
