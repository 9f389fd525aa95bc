"""Engines on a Whoosh index: schema, queries and weighting shared by both, then

`stock`   Whoosh as it comes, posting by posting: small, slow, and the oracle of the other.
"""
