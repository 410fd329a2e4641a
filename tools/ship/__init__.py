"""What makes the files that are handed out: archives for offline machines, sdist, wheel, SBOM, licence list."""
