from django.urls import path

from outcomes.views import outcome as views
from outcomes.views import writing

app_name = "outcomes"
urlpatterns = [
    path("outcomes/", views.outcomes, name="outcomes"),
    path("outcomes/<int:pk>/", views.outcome, name="outcome"),
    path("outcomes/<int:pk>/report/", writing.report, name="report"),
    path("outcomes/<int:pk>/evaluation/", writing.evaluation, name="evaluation"),
    path("outcomes/<int:pk>/story/", writing.story, name="story"),
]
