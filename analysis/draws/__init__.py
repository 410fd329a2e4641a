"""Many worlds at once: the gap engine over sets of draws, for stability (把握) and for the engine's own measured error."""
