"""The post under which somebody finds and recommends people."""

from __future__ import annotations

from accounts.models import AttachePost, User
from accounts.models.roles import PostKind
from taxonomy.site_clock import site_today


def post_for(user: User, country: str) -> AttachePost | None:
    """Of those that `user` holds today one that covers `country`; an attaché's before an intermediary's.

    Reads all of `attache_posts`: prefetch them where many people are asked about.
    """
    today = site_today()
    held = [
        post
        for post in user.attache_posts.all()
        if post.since <= today and (post.until is None or post.until >= today)
        if country in {one.code for one in post.countries}
    ]
    return min(held, key=lambda post: (post.kind != PostKind.ATTACHE, post.pk), default=None)
