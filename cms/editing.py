"""Who edits the pages of the site, as a role."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Kind, Role
from cms.roles import EDITORS, MODERATORS
from taxonomy.choices import Language


def editor_roles(user: User) -> Iterator[Role]:
    """One for each language that the user edits, and one for whoever publishes."""
    groups = set(user.groups.values_list("name", flat=True))
    for language, name in EDITORS.items():
        if name in groups:
            yield Role(
                kind=Kind.EDITOR,
                key=f"editor:{language}",
                of=str(Language(language).label),
                may=(
                    _("Write and translate pages in this language, and hand them in."),
                    _("Upload pictures and documents."),
                ),
            )
    if MODERATORS in groups:
        yield Role(
            kind=Kind.EDITOR,
            key="editor",
            of=_("Moderation"),
            may=(_("Publish pages in every language, and take them off."),),
        )
