"""Who works off the outbox, and who comes next."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, transaction

from search.indexing.turns import turn


def another_gets_it() -> bool:
    def ask() -> bool:
        with turn() as ours:
            return ours

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(ask).result()


def break_a_transaction_in_a_turn() -> None:
    with transaction.atomic(), turn() as ours:
        assert ours
        with connection.cursor() as cursor:
            cursor.execute("SELECT no_such_column")


@pytest.mark.django_db
def test_turn_is_one_workers_until_it_ends() -> None:
    with turn() as ours:
        assert ours
        assert not another_gets_it()
    assert another_gets_it()


@pytest.mark.django_db(transaction=True)
def test_turn_ends_in_a_broken_transaction_as_well() -> None:
    with pytest.raises(DatabaseError):
        break_a_transaction_in_a_turn()

    assert another_gets_it()


@pytest.mark.django_db(transaction=True)
def test_turn_outlives_djangos_connection() -> None:
    with turn() as ours:
        assert ours
        connection.close()
        assert not another_gets_it()
