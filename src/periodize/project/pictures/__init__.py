"""Views that join plan, record and simulation: what charts and the report show."""
