"""Pages and files to look at: charts rendered, the report as one file."""
