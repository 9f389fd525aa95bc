"""Files on disk into the archive: `import_paths` is the room's front door.

`files` finds them, `pieces` cuts a file into pieces, `reading` makes a document of a piece
(`texts` of what is no page), `run` keeps them in batches, `rereading` reads captures again.
"""

from crawler.imports.run import Imported, ImportOptions, LeftOut, import_paths

__all__ = ["ImportOptions", "Imported", "LeftOut", "import_paths"]
