from django.urls import path

from talentbridge.styleguide.views import style_guide, style_guide_question

urlpatterns = [
    path("", style_guide, name="styleguide"),
    path("question/", style_guide_question, name="styleguide_question"),
]
