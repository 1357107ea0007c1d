from django.urls import path

from exchanges.views import page

app_name = "exchanges"
urlpatterns = [
    path("exchanges/<int:pk>/", page.exchange, name="exchange"),
]
