"""Checks: planned against recorded, the signs, today, and the reasons."""
