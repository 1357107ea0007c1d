from django.urls import path

from matching.views.desk import desk
from matching.views.duplicates import duplicates
from matching.views.feedback import my_verdict, verdict
from matching.views.mine import my_openings
from matching.views.openings import openings
from matching.views.peers import my_peers
from matching.views.shortlist import shortlist
from matching.views.teams import my_teams, teams
from matching.views.triples import base_people, my_bases, partners

app_name = "matching"
urlpatterns = [
    path("openings/", openings, name="openings"),
    path("openings/<int:pk>/shortlist/", shortlist, name="shortlist"),
    path("openings/<int:pk>/verdicts/", verdict, name="verdict"),
    path("openings/<int:pk>/teams/", teams, name="teams"),
    path("me/", desk, name="desk"),
    path("me/openings/", my_openings, name="mine"),
    path("me/openings/verdicts/", my_verdict, name="my_verdict"),
    path("me/bases/", my_bases, name="my_bases"),
    path("projects/<int:pk>/partners/", partners, name="partners"),
    path("bases/<slug:slug>/people/", base_people, name="base_people"),
    path("me/teams/", my_teams, name="my_teams"),
    path("me/peers/", my_peers, name="my_peers"),
    path("profiles/duplicates/", duplicates, name="duplicates"),
]
