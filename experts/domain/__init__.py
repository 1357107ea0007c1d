"""What people do with their profile, and what others may read of it."""
