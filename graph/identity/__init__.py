"""Are two records one firm? Codes, names read part by part, and verdicts that say why."""
