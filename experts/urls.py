from django.urls import path

from experts.views import imports

app_name = "experts"
urlpatterns = [
    path("me/profile/import/", imports.imports, name="imports"),
    path("me/profile/import/<int:pk>/", imports.import_, name="import"),
    path("me/profile/import/<int:pk>/discard/", imports.import_discard, name="import_discard"),
    path("me/profile/import/<int:pk>/undo/", imports.import_undo, name="import_undo"),
]
