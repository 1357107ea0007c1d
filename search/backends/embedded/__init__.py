"""The index that needs nothing but pip: tantivy for words and filters, memory-mapped matrices for vectors.

An index is a folder:

    CURRENT           the name of the version that serves; replaced atomically, the one switch of a rebuild
    REBUILDING        the version that a rebuild fills, while one runs
    write.lock        held for each change; rebuild.lock, held for a whole rebuild
    v-…/              one version:
        manifest.json     format and encoders
        lexical/          tantivy: which documents live, their tokens and filters, and each one's record number
        *.bin, stems.txt  columns that only ever grow (columns.py); the records in them name everything else
        touched           ids that changed while this version was being filled

A change appends to the columns, syncs them, and then commits to tantivy: that commit is the only moment at which
anything becomes true. Whatever a crash leaves behind it is a tail that no record names; the next writer cuts it off.
Replaced and deleted documents leave their rows behind until the next rebuild.
"""

from search.backends.embedded.backend import EmbeddedBackend

__all__ = ["EmbeddedBackend"]
