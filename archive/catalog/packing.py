"""An Analysis as bytes: spans as little-endian int32 pairs, mentions as JSON, both deflated.

Layout: uint32 number of sentences, uint32 number of words, uint32 bytes of spans, then the
deflated spans (sentences before words), then the deflated JSON list of mentions.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from archive.model import Analysis, Mention, MentionType

_HEAD = struct.Struct("<III")


def pack(analysis: Analysis) -> bytes:
    """The analysis without its revision and version, which the catalog keeps in columns."""
    spans = np.array([*analysis.sentences, *analysis.words], dtype="<i4").tobytes()
    deflated = zlib.compress(spans, 1)
    mentions = json.dumps([_mention_fields(one) for one in analysis.mentions], ensure_ascii=False)
    head = _HEAD.pack(len(analysis.sentences), len(analysis.words), len(deflated))
    return head + deflated + zlib.compress(mentions.encode("utf-8", "surrogatepass"), 1)


def unpack(packed: bytes, revision: int, version: str) -> Analysis:
    """The reverse of `pack`."""
    sentences, words, size = _HEAD.unpack_from(packed)
    end = _HEAD.size + size
    spans = np.frombuffer(zlib.decompress(packed[_HEAD.size : end]), dtype="<i4").reshape(-1, 2)
    starts, stops = spans.T.tolist()
    pairs: list[tuple[int, int]] = list(zip(starts, stops, strict=True))
    fields = json.loads(zlib.decompress(packed[end:]).decode("utf-8", "surrogatepass"))
    return Analysis(
        revision=revision,
        version=version,
        sentences=tuple(pairs[:sentences]),
        words=tuple(pairs[sentences : sentences + words]),
        mentions=tuple(_mention(one) for one in fields),
    )


def _mention_fields(mention: Mention) -> Sequence[Any]:
    return [
        mention.type.value,
        mention.start,
        mention.end,
        mention.text,
        mention.key,
        mention.label,
        dict(mention.attributes),
    ]


def _mention(fields: Sequence[Any]) -> Mention:
    kind, start, end, text, key, label, attributes = fields
    return Mention(
        type=MentionType(kind), start=start, end=end, text=text, key=key, label=label, attributes=attributes
    )
