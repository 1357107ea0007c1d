"""Pages that go wrong, for test_logs.py."""

import logging

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

from accounts.models import User
from experts.models import Profile

logger = logging.getLogger("matching.views.of_a_test")


def fails(request: HttpRequest) -> HttpResponse:
    question = request.GET["q"]
    try:
        int(question)
    except ValueError as error:
        raise LookupError(f"{request.user} asked for {question}") from error
    return HttpResponse()


def twice(request: HttpRequest) -> HttpResponse:
    """The database quotes the row that it refuses."""
    with transaction.atomic():
        User.objects.create(email=request.user.email.upper())
    return HttpResponse()


def warns(request: HttpRequest) -> HttpResponse:
    try:
        twice(request)
    except Exception as error:
        logger.warning("Opening %d was not saved: %s", 12, error)
        logging.getLogger("library.of.somebody").error("%s has no %d tries left", request.user.email, 3)
        logging.getLogger("library.of.somebody").error(f"{request.user.email} is gone")
    return HttpResponse()


def saves(request: HttpRequest) -> HttpResponse:
    Profile.objects.get().save()
    return HttpResponse()


urlpatterns = [path(f"{view.__name__}/", view, name=view.__name__) for view in (fails, twice, warns, saves)]
