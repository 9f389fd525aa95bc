"""Directives as they are cited: their numbers, document types, issuers and references in text."""
