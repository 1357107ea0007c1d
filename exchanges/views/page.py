from django.http import HttpRequest, HttpResponse


def exchange(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse("")
