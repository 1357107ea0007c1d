"""The pictures of the demo site, drawn by code: the same ones each time, so that none is kept in the repository."""
