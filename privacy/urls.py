from django.urls import path

from privacy.views.by_hand import by_hand, by_hand_opening, by_hand_person
from privacy.views.erasure import call_off_mine, erasure, erasure_call_off
from privacy.views.exports import export, export_ask, export_file
from privacy.views.looks import look, looks
from privacy.views.mine import my_data, ranking
from privacy.views.names import name_left, names_left
from privacy.views.request_mine import request_ask, request_file, request_mine
from privacy.views.requests import request_, requests
from privacy.views.retention import kept, retention

app_name = "privacy"
urlpatterns = [
    path("me/data/", my_data, name="my_data"),
    path("me/data/looks/", looks, name="looks"),
    path("me/data/looks/<int:pk>/", look, name="look"),
    path("me/data/ranking/", ranking, name="ranking"),
    path("me/data/export/", export_ask, name="export_ask"),
    path("me/data/export/<int:pk>/", export, name="export"),
    path("me/data/export/<int:pk>/file/", export_file, name="export_file"),
    path("me/data/erasure/", erasure, name="erasure"),
    path("me/data/erasure/call-off/", call_off_mine, name="call_off_mine"),
    path("erasure/<str:token>/", erasure_call_off, name="erasure_call_off"),
    path("data/kept/", kept, name="kept"),
    path("data/ask/", request_ask, name="request_ask"),
    path("data/asked/<str:token>/", request_mine, name="request_mine"),
    path("data/asked/<str:token>/file/", request_file, name="request_file"),
    path("data/names/", names_left, name="names_left"),
    path("data/names/<int:pk>/", name_left, name="name_left"),
    path("data/requests/", requests, name="requests"),
    path("data/requests/<int:pk>/", request_, name="request"),
    path("data/retention/", retention, name="retention"),
    path("data/by-hand/", by_hand, name="by_hand"),
    path("data/by-hand/<int:pk>/", by_hand_person, name="by_hand_person"),
    path("openings/<int:pk>/by-hand/", by_hand_opening, name="by_hand_opening"),
]
