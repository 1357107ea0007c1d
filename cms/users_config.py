"""The accounts app of Wagtail with our own pages: apart, for it is imported before any model."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    user_viewset = "cms.users.UserViewSet"
