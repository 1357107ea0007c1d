"""The floor: with the real encoders every demo opening has somebody of the gold list among its first five."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from django.conf import settings as django_settings
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from bases.models import Opening
from demo.gold import gold_rows
from demo.load import load
from matching.domain.matcher import people_for
from matching.types import Shortlist
from search import engine
from search.backends import registry
from search.indexing import rebuild
from taxonomy.choices import Language

pytestmark = pytest.mark.models
