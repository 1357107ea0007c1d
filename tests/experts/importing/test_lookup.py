"""ORCID records and DOIs over the network: asked of named hosts alone, by https, within limits; read like a file."""

from __future__ import annotations

import json
import ssl
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from experts.importing import lookup
from experts.importing.limits import Refused
from experts.models import ImportState, ProfileImport
from tests.factories import ProfileFactory

OWN = "0000-0002-1825-0097"
RECORD = {
    "orcid-identifier": {"path": OWN},
    "person": {"name": {"given-names": {"value": "Ada"}, "family-name": {"value": "Fjord"}}},
}
Answer = Callable[[BaseHTTPRequestHandler], None]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of localhost, with its key, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "localhost.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


class Server:
    """`answers`: path -> what is done for it; what has none is 404. `asked`: paths, in order."""

    def __init__(self, certificate: Path) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append(self.path)
                answer = server.answers.get(self.path)
                answer(self) if answer else self.send_error(404)

            def log_message(self, *args: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("localhost", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self.http.socket = context.wrap_socket(self.http.socket, server_side=True)
        self.base = f"https://localhost:{self.http.server_port}"
        Thread(target=self.http.serve_forever, daemon=True).start()


@pytest.fixture
def server(certificate: Path, settings: Settings) -> Iterator[Server]:
    made = Server(certificate)
    settings.LOOKUP_HOSTS = ["localhost"]
    settings.LOOKUP_CA_FILE = str(certificate)
    settings.LOOKUP_ADDRESSES = {"orcid": made.base + "/orcid/{}", "doi": made.base + "/doi/{}"}
    yield made
    made.http.shutdown()
    made.http.server_close()


def says(found: object) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        body = json.dumps(found).encode()
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def leads_to(address: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", address)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def refusal(asked: dict[str, object]) -> str:
    with pytest.raises(Refused) as refused:
        lookup.look_up(asked)
    return refused.value.code


def test_a_record_comes_and_a_redirect_within_the_host_is_followed(server: Server) -> None:
    server.answers[f"/orcid/{OWN}"] = leads_to("/elsewhere")
    server.answers["/elsewhere"] = says(RECORD)
    assert json.loads(lookup.look_up({"orcid": OWN})) == RECORD


def test_papers_come_one_by_one_and_what_is_unknown_stays_a_doi(server: Server) -> None:
    server.answers["/doi/10.1234%2Fone"] = says({"title": "One", "DOI": "10.1234/one"})
    found = json.loads(lookup.look_up({"dois": ["10.1234/one", "10.1234/two"]}))
    assert found == [{"title": "One", "DOI": "10.1234/one"}, {"DOI": "10.1234/two"}]
    assert refusal({"dois": ["10.1234/two"]}) == "lookup_unknown"


def test_what_a_doi_holds_cannot_leave_its_place_in_the_address(server: Server) -> None:
    refusal({"dois": ["10.1234/../../orcid/x?y=1#z"]})
    assert server.asked == ["/doi/10.1234%2F..%2F..%2Forcid%2Fx%3Fy%3D1%23z"]


@pytest.mark.parametrize(
    "target",
    ["https://127.0.0.1:1/x", "http://localhost/x", "https://example.org/", "file:///etc/passwd", "//[::1]/"],
)
def test_no_redirect_to_another_host_or_without_tls_is_followed(server: Server, target: str) -> None:
    server.answers[f"/orcid/{OWN}"] = leads_to(target)
    assert refusal({"orcid": OWN}) == "lookup_failed"
    assert len(server.asked) == 1


def test_redirects_in_a_circle_end(server: Server) -> None:
    server.answers[f"/orcid/{OWN}"] = leads_to(f"/orcid/{OWN}")
    assert refusal({"orcid": OWN}) == "lookup_failed"
    assert len(server.asked) == lookup.HOPS + 1


def test_too_much_is_not_read(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup, "BYTES", 1_000)
    server.answers[f"/orcid/{OWN}"] = says("x" * 100_000)
    assert refusal({"orcid": OWN}) == "too_large"


def test_who_drips_is_left_in_time(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup, "SECONDS", 1.0)

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(100):
            try:
                handler.wfile.write(b" ")
            except OSError:
                return
            time.sleep(0.1)

    server.answers[f"/orcid/{OWN}"] = drip
    begun = time.monotonic()
    assert refusal({"orcid": OWN}) == "lookup_failed"
    assert time.monotonic() - begun < 5


def test_a_server_that_nobody_vouches_for_is_not_believed(server: Server, settings: Settings) -> None:
    server.answers[f"/orcid/{OWN}"] = says(RECORD)
    settings.LOOKUP_CA_FILE = ""
    assert refusal({"orcid": OWN}) == "lookup_failed"


def test_a_host_that_is_not_named_is_not_asked(server: Server, settings: Settings) -> None:
    settings.LOOKUP_HOSTS = ["pub.orcid.org"]
    assert refusal({"orcid": OWN}) == "lookup_failed"
    assert server.asked == []


@pytest.fixture
def person(db: None, client: Client) -> User:
    user: User = ProfileFactory(name="Ada Fjord").user
    client.force_login(user)
    return user


def test_from_the_form_to_the_preview(server: Server, client: Client, person: User) -> None:
    server.answers[f"/orcid/{OWN}"] = says(RECORD)
    assert "Look it up" in client.get("/en/me/profile/import/").content.decode()
    answer = client.post("/en/me/profile/import/look-up/", {"orcid": f"https://orcid.org/{OWN}"}, follow=True)
    proposal = ProfileImport.objects.get()
    assert proposal.state == ImportState.READY
    assert OWN in answer.content.decode()


def test_the_record_of_somebody_else_is_refused_as_in_a_file(
    server: Server, client: Client, person: User
) -> None:
    person.profile.orcid = "0000-0001-5109-3700"
    person.profile.save()
    server.answers[f"/orcid/{OWN}"] = says(RECORD)
    client.post("/en/me/profile/import/look-up/", {"orcid": OWN})
    assert ProfileImport.objects.get().problem == "other_person"


def test_a_server_that_is_away_says_what_to_do(server: Server, client: Client, person: User) -> None:
    server.answers[f"/orcid/{OWN}"] = leads_to("https://example.org/")
    answer = client.post("/en/me/profile/import/look-up/", {"orcid": OWN}, follow=True)
    assert "Try again later, or bring the record as a file" in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"orcid": "0000-0002-1825-0098"}, "its last character does not fit the others"),
        ({"dois": "10.1234/one\nnonsense"}, "“nonsense” is no DOI"),
        ({"dois": "\n".join(f"10.1234/{n}" for n in range(21))}, "These are 21; look up 20 at a time"),
        ({"orcid": "", "dois": " "}, "Write what is to be looked up"),
    ],
)
def test_bad_input_is_answered_and_kept(
    server: Server, client: Client, person: User, sent: dict[str, str], said: str
) -> None:
    answer = client.post("/en/me/profile/import/look-up/", sent)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert said in page
    assert all(value.split("\n")[0] in page for value in sent.values())
    assert server.asked == []
    assert not ProfileImport.objects.exists()


def test_by_default_nothing_is_asked_and_there_is_no_form(client: Client, person: User) -> None:
    assert "Look it up" not in client.get("/en/me/profile/import/").content.decode()
    assert client.post("/en/me/profile/import/look-up/", {"orcid": OWN}).status_code == 404
