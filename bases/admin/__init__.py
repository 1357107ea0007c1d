"""The host side in the Django admin. States change only by the actions, which take the steps of `bases.domain`."""

from bases.admin import frameworks, institutions, openings, pictures, projects, ror

__all__ = ["frameworks", "institutions", "openings", "pictures", "projects", "ror"]
