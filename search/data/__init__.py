"""Data files that the encoders read; README.md names their origin and licence."""
