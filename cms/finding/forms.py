from django import forms

from bases.forms import OpeningFilter


class SiteQuestion(forms.Form):
    """What the whole site is asked: as what openings are asked."""

    q = OpeningFilter.base_fields["q"]
    clean_q = OpeningFilter.clean_q
