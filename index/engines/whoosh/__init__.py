"""Engines on a Whoosh index, sharing its schema, queries and weighting.

    stock.py        "whoosh-stock": Whoosh as it comes, posting by posting; the oracle
    writer.py       "whoosh": writes segments of flat arrays …
    engine.py       … and answers from them, a whole segment at a time
    codec*.py       by which Whoosh itself reads and writes such segments

How the bytes lie: docs/adr/0061-array-codec.md. Where to change what:

    what a segment holds      segmentfile.py (written), mapped.py and fields.py (read), merging.py (both)
    documents into numbers    gathering.py, then inversion.py
    a query's documents       matching.py, occurring.py (phrases, nearness), docsets.py
    ranks, counts             order.py, scoring.py, facets.py
    documents of one story    stories.py
    earlier formats           earlier.py
"""
