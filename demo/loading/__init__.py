"""From checked records to rows."""
