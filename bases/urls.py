from django.urls import path

from bases import views

app_name = "bases"
urlpatterns = [
    path("openings/<int:pk>/", views.opening, name="opening"),
    path("bases/", views.directory, name="directory"),
    path("bases/<slug:slug>/", views.base, name="base"),
]
