"""The public funnel: of people who agree to be counted, without small counts, whoever asks in whatever language."""

from __future__ import annotations

from django.test import Client

from accounts.models import Consent
from cms.funnel import public_funnel
from outcomes.funnel.stages import Stage
from taxonomy.choices import SourceChannel as C
from taxonomy.suppression import FEWEST
from tests.cms.conftest import WholeSite
from tests.factories import OpenOpeningFactory
from tests.outcomes.planting import came, measured

LABEL = "Ministry–province consultation"


def plant(channel: C, number: int, *, counted: bool = True) -> None:
    opening = OpenOpeningFactory(channel=channel)
    for _ in range(number):
        row = came(Stage.ACCEPTED, opening=opening, days=3)
        if counted:
            measured(row)


def test_nobody_counted_means_no_table(db: None) -> None:
    plant(C.HOST, 6, counted=False)
    assert public_funnel() is None


def test_small_counts_are_neither_shown_nor_to_be_subtracted(whole_site: WholeSite, client: Client) -> None:
    plant(C.HOST, 31)
    plant(C.PROVINCIAL, 3)
    plant(C.MINISTERIAL, 17)
    plant(C.ATTACHE, 12, counted=False)

    found = public_funnel()

    assert found is not None
    introduced = {label: cells[1] for label, cells in found.rows}
    assert introduced["All channels"].number == 51
    assert introduced["Posted by the host"].number == 31
    assert (introduced[LABEL].number, introduced[LABEL].small) == (None, True)
    assert introduced["Coordination among ministries"].number is None  # or 51 - 31 - 17 would tell
    html = client.get("/en/statistics/").content.decode()
    assert "From recommendation to report" in html
    assert "fewer than 5" in html
    assert ">17<" not in html
    assert ">3<" not in html.partition("From recommendation to report")[2]
    assert "不足 5" in client.get("/zh-hans/statistics/").content.decode()


def test_a_consent_that_is_withdrawn_counts_no_more(db: None) -> None:
    plant(C.HOST, FEWEST)
    found = public_funnel()
    assert found is not None
    assert found.rows[-1][1][1].number == FEWEST
    assert found.days is not None
    Consent.objects.filter(purpose="measured").order_by("pk")[:1].get().delete()
    fewer = public_funnel()
    assert fewer is not None
    assert fewer.rows[-1][1][1].number is None
    assert fewer.days is None
