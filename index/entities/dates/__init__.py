"""Dates, and what year a partial one is in."""
