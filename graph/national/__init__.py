"""The national graph: what listed firms disclose of their products. A graph of its own, which never meets the zone's."""
