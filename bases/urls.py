from django.urls import path

from bases.views import (
    files,
    opening_editor,
    opening_import,
    opening_steps,
    own_bases,
    own_projects,
    recognition,
    registration,
    team,
)
from bases.views.bases import base, directory
from bases.views.hosts import framework, institution, programme
from bases.views.opening import deadline, opening

app_name = "bases"
urlpatterns = [
    path("openings/<int:pk>/", opening, name="opening"),
    path("openings/review/", opening_steps.queue, name="opening_queue"),
    path("openings/<int:pk>/review/", opening_steps.review, name="opening_review"),
    path("openings/<int:pk>/state/", opening_steps.state, name="opening_state"),
    path("openings/<int:pk>/postpone/", opening_steps.postpone, name="opening_postpone"),
    path("openings/<int:pk>/edit/", opening_editor.edit, name="opening_edit"),
    path("openings/<int:pk>/copy/", opening_editor.copy, name="opening_copy"),
    path("openings/<int:pk>/delete/", opening_editor.delete, name="opening_delete"),
    path("institutions/<slug:slug>/openings/new/", opening_editor.new, name="opening_new"),
    path("institutions/<slug:slug>/openings/import/", opening_import.upload, name="opening_import"),
    path(
        "institutions/<slug:slug>/openings/import/template.csv",
        opening_import.template_file,
        name="opening_import_template",
    ),
    path("openings/<int:pk>/deadline.ics", deadline, name="deadline"),
    path("bases/", directory, name="directory"),
    path("bases/<slug:slug>/", base, name="base"),
    path("bases/<slug:slug>/edit/", own_bases.base_edit, name="base_edit"),
    path("bases/<slug:slug>/criteria/", own_bases.base_criteria, name="base_criteria"),
    path("bases/<slug:slug>/papers/", files.base_papers, name="base_papers"),
    path("files/<int:pk>/", files.file, name="file"),
    path("files/<int:pk>/remove/", files.file_removal, name="file_removal"),
    path("bases/<slug:slug>/remove/", own_bases.base_removal, name="base_removal"),
    path("bases/<slug:slug>/projects/add/", own_projects.project_add, name="project_add"),
    path("projects/<int:pk>/edit/", own_projects.project_edit, name="project_edit"),
    path("projects/<int:pk>/remove/", own_projects.project_removal, name="project_removal"),
    path("recognition/", recognition.recognitions, name="recognitions"),
    path("recognition/<slug:slug>/", recognition.recognition, name="recognition"),
    path("institutions/register/", registration.register, name="register"),
    path("institutions/waiting/", registration.waiting, name="waiting"),
    path("institutions/<slug:slug>/edit/", registration.edit, name="institution_edit"),
    path("institutions/<slug:slug>/verification/", registration.verification, name="verification"),
    path("institutions/invitation/<str:token>/", team.team_invitation, name="team_invitation"),
    path("institutions/<slug:slug>/bases/", own_bases.own_bases, name="own_bases"),
    path("institutions/<slug:slug>/bases/add/", own_bases.base_add, name="base_add"),
    path("institutions/<slug:slug>/papers/", files.institution_papers, name="institution_papers"),
    path("institutions/<slug:slug>/team/", team.team, name="team"),
    path("institutions/<slug:slug>/team/<int:pk>/role/", team.team_role, name="team_role"),
    path("institutions/<slug:slug>/team/<int:pk>/leave/", team.team_leave, name="team_leave"),
    path(
        "institutions/<slug:slug>/team/invitations/<int:pk>/withdraw/",
        team.team_withdraw,
        name="team_withdraw",
    ),
    path("institutions/<slug:slug>/", institution, name="institution"),
    path("openings/programmes/<slug:slug>/", programme, name="programme"),
    path("frameworks/<slug:slug>/", framework, name="framework"),
]
