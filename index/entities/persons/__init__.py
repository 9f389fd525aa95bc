"""Persons, by title, by family name, in lists, in capitals, met again."""
