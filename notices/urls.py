from django.urls import path

from notices.views.preferences import preferences
from notices.views.stop import stop

app_name = "notices"
urlpatterns = [
    path("me/notices/letters/", preferences, name="preferences"),
    path("notices/<str:token>/stop/", stop, name="stop"),
]
