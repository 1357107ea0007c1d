"""Search of the whole site: openings through the index, everything else by its words, in both languages."""
