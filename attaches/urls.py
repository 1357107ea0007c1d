from django.urls import path

from attaches.views import handover, nominations, pipeline, tasks

app_name = "attaches"
urlpatterns = [
    path("attaches/tasks/", tasks.tasks, name="tasks"),
    path("attaches/tasks/<int:pk>/", tasks.task, name="task"),
    path("attaches/tasks/<int:pk>/people/<slug:sealed>/tell/", tasks.tell_of, name="tell_of"),
    path("attaches/nominations/", nominations.nominations, name="nominations"),
    path("attaches/pipeline/", pipeline.pipeline, name="pipeline"),
    path("attaches/handover/", handover.begin, name="handover"),
    path("attaches/posts/", handover.posts, name="posts"),
    path("attaches/posts/<int:pk>/handover/", handover.begin, name="handover_of"),
    path("attaches/handovers/<int:pk>/", handover.done, name="handover_done"),
]
