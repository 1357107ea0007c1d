from django.urls import path, re_path

from outcomes.views import funnel, writing
from outcomes.views import outcome as views

app_name = "outcomes"
urlpatterns = [
    path("outcomes/", views.outcomes, name="outcomes"),
    path("funnel/", funnel.page, name="funnel"),
    re_path(r"^funnel/table\.(?P<kind>csv|xlsx)$", funnel.table, name="funnel_table"),
    path("outcomes/<int:pk>/", views.outcome, name="outcome"),
    path("outcomes/<int:pk>/report/", writing.report, name="report"),
    path("outcomes/<int:pk>/evaluation/", writing.evaluation, name="evaluation"),
    path("outcomes/<int:pk>/story/", writing.story, name="story"),
]
