"""The zone's own workbook: written from the schema and the graph, read back as claims; an untouched one says nothing new."""
