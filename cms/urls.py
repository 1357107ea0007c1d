from django.urls import path

from cms.finding.views import site_search, suggest

app_name = "cms"
urlpatterns = [
    path("search/", site_search, name="search"),
    path("search/suggest/", suggest, name="suggest"),
]
