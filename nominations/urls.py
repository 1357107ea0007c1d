from django.urls import path

from nominations.views import about_me, answer, drafts, imports, mine, several

app_name = "nominations"
urlpatterns = [
    path("nominations/", mine.mine, name="mine"),
    path("nominations/new/", drafts.new, name="new"),
    path("nominations/import/", imports.upload, name="import"),
    path("nominations/import/template/", imports.template_file, name="import_template"),
    path("nominations/send/", several.send_drafts, name="send_drafts"),
    path("nominations/<int:pk>/", mine.one, name="nomination"),
    path("nominations/<int:pk>/edit/", drafts.edit, name="edit"),
    path("nominations/<int:pk>/letter/", drafts.letter, name="letter"),
    path("nominations/about-me/", about_me.about_me, name="about_me"),
    path("nominations/about-me/<int:pk>/", about_me.one, name="about_me_one"),
    path("nominations/about-me/letters/", about_me.letters, name="letters_again"),
    path("nominations/answer/<str:token>/", answer.answer, name="answer"),
    path("nominations/answer/<str:token>/stop/", answer.stop, name="stop"),
]
