"""Addresses that reach the same mailbox."""


def one_spelling(email: str) -> str:
    """Small letters, without what stands after a "+" for sorting one's letters."""
    name, at, place = email.strip().casefold().rpartition("@")
    return f"{name.partition('+')[0]}{at}{place}"
