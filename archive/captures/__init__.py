"""Captures: exact HTTP exchanges and imported files in WARC 1.1 (ISO 28500:2017).

`store` appends, `reader` reads one record or all, `recovery` mends a tail that a crash cut.
Nothing here knows the catalog; whoever catalogs a capture does so after it is durable.
"""

from archive.captures.reader import CapturedPage, RecordFault, captures_in, check_file, iterate, read_capture
from archive.captures.store import CaptureStore

__all__ = [
    "CaptureStore",
    "CapturedPage",
    "RecordFault",
    "captures_in",
    "check_file",
    "iterate",
    "read_capture",
]
