"""Who recommends somebody: the one set of words for letters, pages and notices.

The author wrote the words; whoever looks after a nomination (`nominated_by`) may have taken it over from them.
"""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.domain.posts import post_for
from accounts.models import AttachePost, User
from accounts.models.roles import PostKind
from experts.models import Nomination
from taxonomy.choices import SourceChannel
from taxonomy.countries import country_names

MOST = 4  # countries of a post that are named; of a longer list only the one where the person works


def author_words(nomination: Nomination) -> str:
    """ "Tang Qing (science attaché of China for Norway)"; without a name where their account is gone."""
    user = nomination.author
    if user is None or not user.name:
        return office_words(nomination)
    return _named(user, nomination.post, country=_country(nomination), channel=nomination.channel)


def keeper_words(nomination: Nomination) -> str:
    """The same of whoever looks after it now; "" where that is the author."""
    user = nomination.nominated_by
    if user is None or user.pk == nomination.author_id or not user.name:
        return ""
    country = _country(nomination)
    return _named(user, post_for(user, country), country=country, channel=nomination.channel)


def holder_words(user: User, country: str) -> str:
    """The same of whoever finds people in `country` today; their office alone where they gave no name."""
    post = post_for(user, country)
    if not user.name:
        return _office(post, country=country)
    return _named(user, post, country=country)


def office_words(nomination: Nomination) -> str:
    """What the author is, without a name, as a sentence begins with it."""
    return _office(nomination.post, country=_country(nomination), channel=nomination.channel)


def post_words(post: AttachePost) -> str:
    """What whoever holds the post is, without a name."""
    return _office(post, country="")


def _office(post: AttachePost | None, *, country: str, channel: str = "") -> str:
    if post is None:
        by_body = channel == SourceChannel.INTERMEDIARY
        return _("An accredited intermediary") if by_body else _("A science attaché of China")
    if post.kind == PostKind.INTERMEDIARY:
        return _("The accredited intermediary %(body)s") % {"body": post.body}
    return _("A science attaché of China for %(countries)s") % {"countries": _countries(post, country)}


def _named(user: User, post: AttachePost | None, *, country: str, channel: str = "") -> str:
    """An address is nobody's name."""
    if post is None:
        body = channel == SourceChannel.INTERMEDIARY
        words = _("%(name)s (accredited intermediary)") if body else _("%(name)s (science attaché of China)")
        return words % {"name": user.name}
    said = {"name": user.name, "body": post.body, "countries": _countries(post, country)}
    if post.kind == PostKind.INTERMEDIARY:
        return _("%(name)s (%(body)s, accredited intermediary for %(countries)s)") % said
    return _("%(name)s (science attaché of China for %(countries)s)") % said


def _country(nomination: Nomination) -> str:
    return nomination.country.code or ""


def _countries(post: AttachePost, country: str) -> str:
    codes = [one.code for one in post.countries]
    if len(codes) > MOST and country:
        codes = [country]
    names = country_names()
    return pgettext("between two words of a row", ", ").join(
        str(names.get(code, code)) for code in codes[:MOST]
    )
