"""Pages about one's own account, and about roles."""
