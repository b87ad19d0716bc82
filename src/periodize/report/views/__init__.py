"""What is shown, as plain values: filled by `project`, drawn by the rooms beside."""
