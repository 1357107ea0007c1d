"""A backup is a folder: the database as its own tools keep it, the files, and a manifest that says what they are.

The index is not in it: it is made anew from the database, which also holds the vectors.
"""

MANIFEST, DATABASE, MEDIA, PRIVATE = "manifest.json", "database", "media", "private"


class BackupError(Exception):
    """A backup cannot be made or put back; the message says why and what to do."""
