"""Entities of a text: persons, bodies, places, directives and dates."""

from index.entities.recognise import recognise

__all__ = ["recognise"]
