"""A file of named flat arrays, written once, read through the memory map without copying.

    "BAOLUU1\\n"  8 bytes
    array         little-endian, begins at a multiple of 64 bytes, then the next …
    directory     JSON in UTF-8: {"arrays": {name: [dtype, count, offset]}, "meta": {…}}
    trailer       <Q offset of the directory, <Q its bytes, "BAOLUU1\\n"

The trailer is written and synced last, so a file cut short is never taken for a whole one.
Drawing of what lies in a segment's file: docs/adr/0061-array-codec.md
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from index.engines.whoosh.arrays import Array

_MAGIC = b"BAOLUU1\n"
_ALIGNMENT = 64  # bytes, a cache line
_TRAILER = struct.Struct("<QQ8s")


class ArrayFileDamaged(Exception):
    """The file is cut or is no array file."""


class ArrayFileWriter:
    """Writes arrays one after another; nothing is kept in memory but the directory."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("xb")
        self._hash = hashlib.sha256()
        self._write(_MAGIC)
        self._arrays: dict[str, tuple[str, int, int]] = {}

    def add(self, name: str, array: Array) -> None:
        """Append a one-dimensional array; its dtype is kept, in little-endian order."""
        self.add_parts(name, array.dtype, [array])

    def add_parts(self, name: str, dtype: np.dtype[Any], parts: Iterable[Array]) -> None:
        """Append a one-dimensional array that comes in parts, each made `dtype` as it comes."""
        self._write(bytes(-self._file.tell() % _ALIGNMENT))
        little = dtype.newbyteorder("<")
        offset = self._file.tell()
        for part in parts:
            if part.size:
                self._write(np.ascontiguousarray(part, dtype=little).data.cast("B"))
        self._arrays[name] = (little.str, (self._file.tell() - offset) // little.itemsize, offset)

    def finish(self, meta: dict[str, Any]) -> None:
        """Write the directory, sync to disk, close."""
        directory = json.dumps({"arrays": self._arrays, "meta": meta}).encode()
        offset = self._file.tell()
        self._write(directory)
        self._write(_TRAILER.pack(offset, len(directory), _MAGIC))
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    @property
    def folder(self) -> Path:
        """Where the file lies."""
        return self._path.parent

    @property
    def sha256(self) -> str:
        """Of everything written, in hex."""
        return self._hash.hexdigest()

    def _write(self, data: bytes | memoryview) -> None:
        self._file.write(data)
        self._hash.update(data)

    def discard(self) -> None:
        """Give the file up and remove it."""
        self._file.close()
        self._path.unlink(missing_ok=True)


class ArrayFile:
    """An open file; its arrays are read-only views that keep the map alive as long as they live."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            try:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError as empty:
                raise ArrayFileDamaged(f"{path} is empty") from empty
        if len(self._map) < _TRAILER.size + len(_MAGIC):
            raise ArrayFileDamaged(f"{path} is cut short")
        offset, size, magic = _TRAILER.unpack_from(self._map, len(self._map) - _TRAILER.size)
        if magic != _MAGIC or offset + size + _TRAILER.size != len(self._map):
            raise ArrayFileDamaged(f"{path} is cut short or is no array file")
        directory = json.loads(self._map[offset : offset + size])
        self.meta: dict[str, Any] = directory["meta"]
        self._arrays: dict[str, tuple[str, int, int]] = directory["arrays"]
        self._supplied: dict[str, Array] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._arrays or name in self._supplied

    def __getitem__(self, name: str) -> Array:
        if name in self._supplied:
            return self._supplied[name]
        dtype, count, offset = self._arrays[name]
        if not count:
            return np.empty(0, dtype)
        return np.frombuffer(self._map, dtype, count, offset)

    def supply(self, name: str, array: Array) -> None:
        """Answer `array` where the file itself holds none of this name."""
        self._supplied[name] = array

    def release(self) -> None:
        """Let go of the pages that were read; they come back from the page cache when read again."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED)

    def sizes(self) -> dict[str, int]:
        """Bytes of each array."""
        return {name: np.dtype(dtype).itemsize * count for name, (dtype, count, _) in self._arrays.items()}
