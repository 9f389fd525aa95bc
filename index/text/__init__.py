"""Vietnamese text as keys: the one place that says which spellings count as the same."""
