"""The pages of one's own profile."""
