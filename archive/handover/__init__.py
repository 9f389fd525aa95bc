"""What leaves the archive whole: a bag for other institutions, a backup for ourselves.

`snapshot` copies a home as of one instant while others write to it; `bag` and `backup` lay
such a copy out, `cdxj` lists its captures, `metadata` its documents, as other tools read them.
"""
