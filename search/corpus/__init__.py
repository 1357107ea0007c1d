"""Ranking of texts that are not in the database: reading.py what comes in, ranking.py what is made of it."""
