from django.urls import path

from experts.views import confirmation, consents, imports, overview, parts, records

app_name = "experts"
urlpatterns = [
    path("me/profile/", overview.profile, name="profile"),
    path("me/profile/activate/", overview.activate, name="activate"),
    path("me/profile/hide/", overview.hide, name="hide"),
    path("me/profile/confirm/", confirmation.confirm, name="confirm"),
    path("me/profile/still-right/<str:token>/", confirmation.still_right, name="still_right"),
    path("me/profile/person/", parts.part, {"name": "person"}, name="person"),
    path("me/profile/work/", parts.part, {"name": "work"}, name="work"),
    path("me/profile/stays/", parts.part, {"name": "stays"}, name="stays"),
    path("me/profile/who-sees-what/", parts.part, {"name": "audiences"}, name="audiences"),
    path("me/profile/experience/", records.experience, name="experience"),
    path("me/profile/places/add/", records.record, {"kind": "affiliation"}, name="affiliation_add"),
    path("me/profile/places/<int:pk>/", records.record, {"kind": "affiliation"}, name="affiliation"),
    path(
        "me/profile/places/<int:pk>/remove/",
        records.removal,
        {"kind": "affiliation"},
        name="affiliation_removal",
    ),
    path("me/profile/publications/add/", records.record, {"kind": "publication"}, name="publication_add"),
    path("me/profile/publications/<int:pk>/", records.record, {"kind": "publication"}, name="publication"),
    path(
        "me/profile/publications/<int:pk>/remove/",
        records.removal,
        {"kind": "publication"},
        name="publication_removal",
    ),
    path("me/profile/import/", imports.imports, name="imports"),
    path("me/profile/import/<int:pk>/", imports.import_, name="import"),
    path("me/profile/import/<int:pk>/discard/", imports.import_discard, name="import_discard"),
    path("me/profile/import/<int:pk>/undo/", imports.import_undo, name="import_undo"),
    path("me/consents/", consents.consents, name="consents"),
    path("me/consents/withdraw/", consents.withdraw, name="withdraw"),
]
