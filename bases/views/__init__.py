"""Pages of the host side: an opening, a base and the directory of bases."""
