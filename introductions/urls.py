from django.urls import path

from introductions.views.begin import interest, invitation
from introductions.views.lists import introductions
from introductions.views.page import introduction
from introductions.views.talk import attachment, write

app_name = "introductions"
urlpatterns = [
    path("introductions/", introductions, name="introductions"),
    path("introductions/<int:pk>/", introduction, name="introduction"),
    path("introductions/<int:pk>/messages/", write, name="write"),
    path("introductions/<int:pk>/files/<int:file>/", attachment, name="attachment"),
    path("openings/<int:pk>/interest/", interest, name="interest"),
    path("openings/<int:pk>/candidates/<slug:sealed>/invite/", invitation, name="invite"),
]
