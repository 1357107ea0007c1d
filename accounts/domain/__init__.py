"""What people agree to, and the record of who did what."""
