"""Plans: read, dated, explained, begun; what their files are worth."""
