from __future__ import annotations

import pytest

from tests.exchanges.cohorts import a_cohort
from tests.exchanges.staying import Stay


@pytest.fixture
def cohort() -> list[Stay]:
    return a_cohort()
