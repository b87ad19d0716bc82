"""What the readers of recorded streams share: from timestamped records to an effort."""
