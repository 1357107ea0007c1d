from django.urls import path

from matching.views.as_others import as_others
from matching.views.availability import my_calendar, my_calendar_file
from matching.views.blind_reading import blind_reading
from matching.views.candidate import candidate, conflict, note, note_deletion, vote
from matching.views.comparison import comparison
from matching.views.desk import desk
from matching.views.duplicates import duplicates
from matching.views.feedback import my_verdict, verdict
from matching.views.feeds import calendar, feed
from matching.views.fit import fit
from matching.views.following import feed_address, follow, following
from matching.views.merging import merge
from matching.views.meter import meter
from matching.views.mine import my_openings
from matching.views.my_feed import my_feed
from matching.views.openings import openings
from matching.views.peers import my_peers
from matching.views.ranking_audit import ranking_audit
from matching.views.searches import search, search_add, search_deletion, search_name, searches
from matching.views.shortlist import shortlist
from matching.views.shortlist_table import shortlist_table
from matching.views.stored import stored_match
from matching.views.teams import my_teams, teams
from matching.views.term_proposals import proposal, proposals, propose
from matching.views.terms import term, term_deletion, terms
from matching.views.terms_import import terms_import
from matching.views.terms_missing import terms_in_text, terms_missing
from matching.views.triples import base_people, my_bases, partners

app_name = "matching"
urlpatterns = [
    path("openings/", openings, name="openings"),
    path("openings/feed.atom", feed, name="feed"),
    path("openings/deadlines.ics", calendar, name="calendar"),
    path("searches/", searches, name="searches"),
    path("searches/add/", search_add, name="search_add"),
    path("searches/<int:pk>/", search, name="search"),
    path("searches/<int:pk>/name/", search_name, name="search_name"),
    path("searches/<int:pk>/delete/", search_deletion, name="search_deletion"),
    path("openings/<int:pk>/shortlist/", shortlist, name="shortlist"),
    path("openings/<int:pk>/fit/", fit, name="fit"),
    path("openings/<int:pk>/shortlist/table/", shortlist_table, name="shortlist_table"),
    path("openings/<int:pk>/shortlist/compare/", comparison, name="comparison"),
    path("openings/<int:pk>/candidates/<slug:sealed>/", candidate, name="candidate"),
    path("openings/<int:pk>/candidates/<slug:sealed>/note/", note, name="candidate_note"),
    path("openings/<int:pk>/candidates/<slug:sealed>/vote/", vote, name="candidate_vote"),
    path("openings/<int:pk>/candidates/<slug:sealed>/conflict/", conflict, name="candidate_conflict"),
    path("openings/<int:pk>/notes/<int:note>/delete/", note_deletion, name="note_deletion"),
    path("openings/<int:pk>/verdicts/", verdict, name="verdict"),
    path("openings/<int:pk>/teams/", teams, name="teams"),
    path("institutions/<slug:slug>/blind-reading/", blind_reading, name="blind_reading"),
    path("matches/<int:pk>/", stored_match, name="match"),
    path("me/", desk, name="desk"),
    path("me/following/", following, name="following"),
    path("me/following/feed/", feed_address, name="feed_address"),
    path("me/following/<slug:kind>/<slug:key>/", follow, name="follow"),
    path("following/<str:token>/feed.atom", my_feed, name="my_feed"),
    path("me/openings/", my_openings, name="mine"),
    path("me/openings/verdicts/", my_verdict, name="my_verdict"),
    path("me/profile/what-is-missing/", meter, name="meter"),
    path("me/profile/as-others-see-it/", as_others, name="as_others"),
    path("me/calendar/", my_calendar, name="my_calendar"),
    path("me/calendar.ics", my_calendar_file, name="my_calendar_file"),
    path("me/profile/merge/<int:pk>/", merge, name="merge"),
    path("me/bases/", my_bases, name="my_bases"),
    path("projects/<int:pk>/partners/", partners, name="partners"),
    path("bases/<slug:slug>/people/", base_people, name="base_people"),
    path("me/teams/", my_teams, name="my_teams"),
    path("me/peers/", my_peers, name="my_peers"),
    path("profiles/duplicates/", duplicates, name="duplicates"),
    path("terms/", terms, name="terms"),
    path("terms/add/", term, name="term_add"),
    path("terms/<int:pk>/", term, name="term"),
    path("terms/<int:pk>/delete/", term_deletion, name="term_deletion"),
    path("terms/import/", terms_import, name="terms_import"),
    path("terms/missing/", terms_missing, name="terms_missing"),
    path("terms/in-text/", terms_in_text, name="terms_in_text"),
    path("terms/propose/", propose, name="term_propose"),
    path("terms/proposals/", proposals, name="term_proposals"),
    path("terms/proposals/<int:pk>/", proposal, name="term_proposal"),
    path("reports/ranking-audit/", ranking_audit, name="ranking_audit"),
]
