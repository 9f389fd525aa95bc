"""Pages and files to documents: `extract` is the room's front door."""

from __future__ import annotations

from crawler.extract.extraction import Extraction, PageKind
from crawler.extract.reading import EXTRACTOR, extract

__all__ = ["EXTRACTOR", "Extraction", "PageKind", "extract"]
