from django.urls import path

from bases.views.bases import base, directory
from bases.views.hosts import framework, institution, programme
from bases.views.opening import deadline, opening

app_name = "bases"
urlpatterns = [
    path("openings/<int:pk>/", opening, name="opening"),
    path("openings/<int:pk>/deadline.ics", deadline, name="deadline"),
    path("bases/", directory, name="directory"),
    path("bases/<slug:slug>/", base, name="base"),
    path("institutions/<slug:slug>/", institution, name="institution"),
    path("openings/programmes/<slug:slug>/", programme, name="programme"),
    path("frameworks/<slug:slug>/", framework, name="framework"),
]
