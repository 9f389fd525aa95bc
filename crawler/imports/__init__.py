"""Files on disk into the archive: `import_paths` is the room's front door.

`files` finds them, `pieces` cuts a file into pieces, `run` reads and keeps them in batches.
"""

from crawler.imports.run import Imported, ImportOptions, LeftOut, import_paths

__all__ = ["ImportOptions", "Imported", "LeftOut", "import_paths"]
