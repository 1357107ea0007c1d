"""The Django admin with our own site: apart, for it is imported before any model."""

from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class AdminConfig(DjangoAdminConfig):
    default_site = "taxonomy.admin_shown.Site"
