from django.urls import URLPattern

app_name = "attaches"
urlpatterns: list[URLPattern] = []
