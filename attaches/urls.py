from django.urls import path

from attaches.views import handover

app_name = "attaches"
urlpatterns = [
    path("attaches/handovers/<int:pk>/", handover.done, name="handover_done"),
]
