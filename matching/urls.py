from django.urls import path

from matching.views.desk import desk
from matching.views.mine import my_openings
from matching.views.openings import openings
from matching.views.shortlist import shortlist

app_name = "matching"
urlpatterns = [
    path("openings/", openings, name="openings"),
    path("openings/<int:pk>/shortlist/", shortlist, name="shortlist"),
    path("me/", desk, name="desk"),
    path("me/openings/", my_openings, name="mine"),
]
