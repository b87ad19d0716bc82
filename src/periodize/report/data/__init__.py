"""Reports as data: the JSON contract of docs/json.md, and the formats of other programs."""
