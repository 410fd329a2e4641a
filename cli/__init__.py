"""The command line: thin commands over the session; data to stdout, everything else to stderr."""
