"""The zone's own lists in: messy tables → rows and faults → claims."""
