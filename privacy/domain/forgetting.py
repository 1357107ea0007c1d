"""What is kept of somebody beside their rows: files, vectors, sessions."""

from __future__ import annotations

import logging
from functools import partial
from importlib import import_module
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import connection, models, transaction
from wagtail.models import Page, get_page_models
from wagtail.search import index
from wagtail.search.models import IndexEntry

from accounts.models import User
from experts.models import Profile
from search.cache import chunks
from search.documents import read_profile
from search.encoders.base import EncoderUnavailable
from search.engine import get_view_builder, stored_vectors
from search.models import CachedVector

logger = logging.getLogger(__name__)


def forget_files(rows: models.QuerySet[Any]) -> int:
    """After the commit, whatever deletes the rows -> how many files."""
    fields = [field for field in rows.model._meta.concrete_fields if isinstance(field, models.FileField)]
    if not fields:
        return 0
    stored = [getattr(row, field.name) for row in rows for field in fields]
    files = [(file.storage, file.name) for file in stored if file]
    for storage, name in files:
        transaction.on_commit(partial(storage.delete, name))
    return len(files)


def forget_vectors(profile: Profile) -> int:
    """Those made from the texts that the profile holds now. They come back where others wrote the same."""
    used: set[tuple[str, str]] = set()
    try:
        with stored_vectors.noting(used):
            get_view_builder().views(read_profile(profile).passages)
    except EncoderUnavailable as error:  # the weekly rebuild forgets them
        logger.warning("Vectors of a profile wait for the next rebuild: %s", type(error).__name__)
        return 0
    hashes = sorted(text_hash for _encoder, text_hash in used)
    return sum(CachedVector.objects.filter(text_hash__in=some).delete()[0] for some in chunks(hashes, 300))


def end_sessions(user: User) -> int:
    """Every browser in which somebody is logged in."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    keys = list(UserSession.objects.filter(user=user).values_list("session_key", flat=True))
    for key in keys:
        store(key).delete()
    return len(keys)


def index_pages_again(changed: dict[str, list[object]]) -> int:
    """Pages of the site whose texts were swept: the site's own search forgets the words as well."""
    tables = {model._meta.db_table for model in [Page, *get_page_models()]}
    keys = {key for place, rows in changed.items() if place.rpartition(".")[0] in tables for key in rows}
    for page in Page.objects.filter(pk__in=keys).specific():
        index.insert_or_update_object(page)
    if keys:
        drop_replaced_words()
    return len(keys)


def drop_replaced_words() -> None:
    """SQLite's index keeps words that were replaced or deleted in its segments until they are merged."""
    if connection.vendor != "sqlite":
        return
    table = connection.ops.quote_name(f"{IndexEntry._meta.db_table}_fts")
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")
