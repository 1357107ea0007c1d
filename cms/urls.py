from django.urls import path

from cms.finding.views import site_search, suggest
from cms.serving import programmes
from cms.usage.views import usage, usage_csv

app_name = "cms"
urlpatterns = [
    path("openings/programmes/", programmes, name="programmes"),
    path("search/", site_search, name="search"),
    path("search/suggest/", suggest, name="suggest"),
    path("reports/usage/", usage, name="usage"),
    path("reports/usage.csv", usage_csv, name="usage_csv"),
]
