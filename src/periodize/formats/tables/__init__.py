"""What the readers of tables and of exports share: cells, rows, dates, limits."""
