"""How pages come in: discover, fetch, extract, and the import of files on disk."""
