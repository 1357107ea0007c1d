from django.urls import path

from notices.views.centre import centre, lead, mark
from notices.views.preferences import preferences
from notices.views.stop import stop

app_name = "notices"
urlpatterns = [
    path("me/notices/", centre, name="centre"),
    path("me/notices/read/", mark, name="mark"),
    path("me/notices/<int:pk>/", lead, name="lead"),
    path("me/notices/letters/", preferences, name="preferences"),
    path("notices/<str:token>/stop/", stop, name="stop"),
]
