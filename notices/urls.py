from django.urls import path

from notices.views.stop import stop

app_name = "notices"
urlpatterns = [
    path("notices/<str:token>/stop/", stop, name="stop"),
]
