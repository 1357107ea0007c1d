from django.urls import path

from experts.views import confirmation, consents, imports, overview, parts, records, teams

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
    path("me/profile/import/look-up/", imports.import_lookup, name="import_lookup"),
    path("me/profile/import/<int:pk>/", imports.import_, name="import"),
    path("me/profile/import/<int:pk>/discard/", imports.import_discard, name="import_discard"),
    path("me/profile/import/<int:pk>/undo/", imports.import_undo, name="import_undo"),
    path("me/teams/add/", teams.team_add, name="team_add"),
    path("me/teams/<int:pk>/", teams.team, name="team"),
    path("me/teams/<int:pk>/change/", teams.team_change, name="team_change"),
    path("me/teams/<int:pk>/dissolve/", teams.team_dissolve, name="team_dissolve"),
    path("me/teams/<int:pk>/people/<int:member>/", teams.team_cover, name="team_cover"),
    path("me/teams/<int:pk>/people/<int:member>/leave/", teams.team_leave, name="team_leave"),
    path("me/teams/<int:pk>/people/<int:member>/lead/", teams.team_hand_over, name="team_hand_over"),
    path("me/teams/<int:pk>/invitations/<int:offer>/withdraw/", teams.team_withdraw, name="team_withdraw"),
    path("teams/invitation/<str:token>/", teams.team_invitation, name="team_invitation"),
    path("me/consents/", consents.consents, name="consents"),
    path("me/consents/withdraw/", consents.withdraw, name="withdraw"),
]
