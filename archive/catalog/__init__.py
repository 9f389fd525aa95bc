"""The catalog: documents, their revisions and analyses, and where each was captured.

`tables` and `migrations` say how it lies in SQL, `connection` how it is opened and written,
`catalog` what can be asked. It can always be rebuilt from the captures.
"""

from archive.catalog.catalog import Catalog, Stored

__all__ = ["Catalog", "Stored"]
