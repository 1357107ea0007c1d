"""Letters through a provider, media in a bucket: what the environment turns into, in a process of production."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.base import ContentFile

from tests.support.serving import serving
from tests.talentbridge.test_settings import COMPLETE, python

pytestmark = pytest.mark.processes

BUCKET = {
    "MEDIA_S3_BUCKET": "talent",
    "MEDIA_S3_ENDPOINT": "https://s3.example.org",
    "MEDIA_S3_REGION": "cn-north-1",
    "MEDIA_S3_ACCESS_KEY": "us",
    "MEDIA_S3_SECRET_KEY": "secret",
}


def told(code: str, folder: Path, **environment: str) -> Any:
    """What `code` prints, as JSON."""
    whole = f"import json, django; django.setup(); from django.conf import settings; {code}"
    done = python("-c", whole, settings="production", folder=folder, environment=COMPLETE | environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_letters_go_by_smtp_unless_a_provider_is_named(tmp_path: Path) -> None:
    code = "print(json.dumps([settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_USE_TLS]))"

    found = told(code, tmp_path, EMAIL_URL="smtp+tls://user:secret@mail.example.org:587")

    assert found == ["django.core.mail.backends.smtp.EmailBackend", "mail.example.org", True]


def test_letters_go_through_the_provider_that_is_named(tmp_path: Path) -> None:
    code = "from django.core.mail import get_connection as c; print(json.dumps([c().esp_name, c().api_key]))"

    found = told(code, tmp_path, EMAIL_PROVIDER="brevo", EMAIL_PROVIDER_OPTIONS="BREVO_API_KEY=abc")

    assert found == ["Brevo", "abc"]


def test_an_unknown_provider_is_named_by_a_check(tmp_path: Path) -> None:
    done = python("manage.py", "check", settings="production", folder=tmp_path,
                  environment=COMPLETE | {"EMAIL_PROVIDER": "pigeon"})  # fmt: skip

    assert done.returncode == 1
    assert "EMAIL_PROVIDER is 'pigeon', which django-anymail does not know: use one of " in done.stderr
    assert "brevo" in done.stderr


def test_a_bucket_answers_to_signed_addresses_alone_and_pages_may_show_its_images(tmp_path: Path) -> None:
    code = """
from django.core.files.storage import default_storage
print(json.dumps([default_storage.url("a/picture.png"), settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"]]))
"""
    whole = f"import json, django; django.setup(); from django.conf import settings\n{code}"
    done = python("-c", whole, settings="production", folder=tmp_path, environment=COMPLETE | BUCKET)
    url, images = json.loads(done.stdout)

    parts = urlsplit(url)
    assert (parts.netloc, parts.path) == ("s3.example.org", "/talent/a/picture.png")
    assert {"X-Amz-Signature", "X-Amz-Expires"} <= set(parse_qs(parts.query))
    assert images == ["'self'", "data:", "https://s3.example.org"]


@pytest.mark.parametrize("endpoint", ["", "s3.example.org"])
def test_a_bucket_without_an_address_is_refused_by_name(tmp_path: Path, endpoint: str) -> None:
    environment = COMPLETE | BUCKET | {"MEDIA_S3_ENDPOINT": endpoint}

    done = python("manage.py", "check", settings="production", folder=tmp_path, environment=environment)

    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith(
        f"MEDIA_S3_BUCKET is 'talent', but MEDIA_S3_ENDPOINT is {endpoint!r}: set it"
    )


class Bucket(BaseHTTPRequestHandler):
    """As much of an S3 storage as keeps files and gives them back to whoever signs."""

    files: dict[str, bytes]
    headers_seen: list[dict[str, str]]

    def do_PUT(self) -> None:
        self.headers_seen.append({key.lower(): value for key, value in self.headers.items()})
        self.files[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(200)

    def do_HEAD(self) -> None:
        self.answer(200 if self.path in self.files else 404)

    def do_GET(self) -> None:
        body = self.files.get(self.path)
        self.answer(404 if body is None else 200, body or b"")

    def answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Silent."""


@pytest.fixture
def bucket() -> Iterator[tuple[str, type[Bucket]]]:
    handler = type("ThisBucket", (Bucket,), {"files": {}, "headers_seen": []})
    with serving(ThreadingHTTPServer(("127.0.0.1", 0), handler)) as port:
        yield f"http://127.0.0.1:{port}", handler


def test_files_are_put_signed_private_and_never_over_another(bucket: tuple[str, type[Bucket]]) -> None:
    from django.utils.module_loading import import_string

    from talentbridge.settings.environment import Environment
    from talentbridge.settings.outside import media

    address, seen = bucket
    environment = Environment()
    environment.ENVIRON = BUCKET | {"MEDIA_S3_ENDPOINT": address}
    made = media(environment)
    storage = import_string(made["BACKEND"])(**made["OPTIONS"])

    names = [storage.save("cv.pdf", ContentFile(text)) for text in (b"first", b"second")]

    assert names[0] == "cv.pdf" != names[1]
    assert [storage.open(name).read() for name in names] == [b"first", b"second"]
    assert all("/cn-north-1/s3/" in headers["authorization"] for headers in seen.headers_seen)
    assert not any("x-amz-acl" in headers for headers in seen.headers_seen)
