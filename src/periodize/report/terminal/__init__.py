"""Reports for the terminal: tables by rich, curves by plotille; readable at 80 columns and without colour."""
