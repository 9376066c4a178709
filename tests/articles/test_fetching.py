"""Fetching, and what it refuses."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterable

import httpcore2
import pytest
from pytest_django.fixtures import Settings
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from articles import fetching
from articles.addresses import AddressError, normalize_address
from articles.fetching import FetchError, fetch
from articles.guard import GuardedBackend
from tests.articles.pages import page


def _code(address: str) -> str:
    with pytest.raises(FetchError) as error:
        fetch(normalize_address(address))
    assert error.value.message.endswith(".")
    return error.value.code


def test_a_page_is_fetched_with_its_type(site: HTTPServer) -> None:
    site.expect_request("/ferry").respond_with_data(page(), content_type="text/html; charset=utf-8")
    fetched = fetch(site.url_for("/ferry"))
    assert fetched.body.decode() == page()
    assert fetched.content_type == "text/html; charset=utf-8"


def test_redirects_are_followed_without_cookies(site: HTTPServer) -> None:
    seen: list[Request] = []

    def last(request: Request) -> Response:
        seen.append(request)
        return Response(page(), content_type="text/html")

    site.expect_request("/old").respond_with_data("", 302, {"Location": "/new", "Set-Cookie": "a=1; Path=/"})
    site.expect_request("/new").respond_with_handler(last)
    assert fetch(site.url_for("/old")).address == site.url_for("/new")
    assert "Cookie" not in seen[0].headers


def test_the_guard_holds_on_every_redirect(site: HTTPServer) -> None:
    with HTTPServer(host="127.0.0.1", port=0) as inner:
        site.expect_request("/a").respond_with_data("", 302, {"Location": "/b"})
        site.expect_request("/b").respond_with_data("", 307, {"Location": inner.url_for("/inner")})
        assert _code(site.url_for("/a")) == "address_not_public"
        assert inner.log == []


@pytest.mark.parametrize("target", ["file:///etc/hostname", "javascript:alert(1)", "//user@127.0.0.1/", ""])
def test_redirects_to_what_is_no_web_address_end_there(site: HTTPServer, target: str) -> None:
    site.expect_request("/a").respond_with_data("", 302, {"Location": target})
    assert _code(site.url_for("/a")) in (
        "scheme_not_allowed", "credentials_in_address", "malformed_address", "too_many_redirects",
    )  # fmt: skip


def test_a_redirect_loop_ends(site: HTTPServer) -> None:
    site.expect_request("/a").respond_with_data("", 302, {"Location": "/a"})
    assert _code(site.url_for("/a")) == "too_many_redirects"
    assert len(site.log) <= 10


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{port}/", "http://localhost:{port}/", "http://2130706433:{port}/", "http://[::1]:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/", "http://0.0.0.0:{port}/", "http://127.1:{port}/", "http://10.0.0.5/",
        "http://169.254.169.254/latest/meta-data/", "http://news.localhost/", "http://db.internal/",
    ],
)  # fmt: skip
def test_private_addresses_are_refused_before_any_connection(httpserver: HTTPServer, address: str) -> None:
    assert _code(address.format(port=httpserver.port)) == "address_not_public"
    assert httpserver.log == []


def test_an_allowed_pair_is_that_pair_only(settings: Settings, site: HTTPServer) -> None:
    site.expect_request("/").respond_with_data(page(), content_type="text/html")
    settings.FETCH_ALLOW = [f"127.0.0.1:{site.port + 1}", "127.0.0.1"]
    assert _code(site.url_for("/")) == "address_not_public"


class Answers:
    """A resolver that gives one answer after the other, as a name server under foreign control can."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)

    def __call__(self, host: str, port: int) -> Iterable[str]:
        return self.answers.pop(0)


def _guard(*answers: list[str]) -> GuardedBackend:
    return GuardedBackend(allow=[], deadline=time.monotonic() + 5, resolve=Answers(*answers))


def test_the_socket_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    dialled: list[str] = []

    def connect(self: object, host: str, *_: object) -> httpcore2.NetworkStream:
        dialled.append(host)
        raise httpcore2.ConnectError("nothing leaves this machine")

    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", connect)
    with pytest.raises(httpcore2.ConnectError):
        _guard(["9.9.9.9"], ["127.0.0.1"]).connect_tcp("rebinding.skarvik-post.org", 80)
    assert dialled == ["9.9.9.9"]


@pytest.mark.parametrize("answer", [["9.9.9.9", "127.0.0.1"], ["127.0.0.1"], ["fe80::1%eth0"]])
def test_one_private_address_of_a_name_refuses_all(answer: list[str]) -> None:
    with pytest.raises(AddressError) as error:
        _guard(answer).checked_addresses("mixed.skarvik-post.org", 80)
    assert error.value.code == "address_not_public"


@pytest.mark.parametrize("answer", [[], ["no address"]])
def test_a_name_without_an_address_is_unknown(answer: list[str]) -> None:
    with pytest.raises(AddressError) as error:
        _guard(answer).checked_addresses("nowhere.skarvik-post.org", 80)
    assert error.value.code == "unknown_host"


def test_services_of_public_hosts_are_no_pages() -> None:
    with pytest.raises(AddressError) as error:
        _guard(["9.9.9.9"]).checked_addresses("mail.skarvik-post.org", 25)
    assert error.value.code == "port_not_allowed"


def test_names_that_can_never_exist_are_not_looked_up() -> None:
    assert _code("http://unresolvable.invalid/") == "unknown_host"


def test_robots_are_heeded(site: HTTPServer) -> None:
    site.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /private/\n")
    site.expect_request("/private/a").respond_with_data(page(), content_type="text/html")
    site.expect_request("/a").respond_with_data(page(), content_type="text/html")
    assert _code(site.url_for("/private/a")) == "robots_refused"
    assert fetch(site.url_for("/a")).body


@pytest.mark.parametrize(
    ("content_type", "body", "code"),
    [
        ("application/pdf", b"%PDF-1.7", "not_html"),
        ("text/html", b"%PDF-1.7", "not_html"),
        ("image/png", b"x", "not_html"),
        ("text/html", b"\x89PNG\r\n", "not_html"),
    ],
)
def test_what_is_no_page_is_refused_by_type(site: HTTPServer, content_type: str, body: bytes, code: str) -> None:
    site.expect_request("/a").respond_with_data(body, content_type=content_type)
    assert _code(site.url_for("/a")) == code


@pytest.mark.parametrize(
    ("status", "code", "retry"),
    [(404, "page_not_found", False), (403, "refused_by_site", False), (500, "site_error", True),
     (429, "too_many_requests", True), (503, "too_many_requests", True)],
)  # fmt: skip
def test_a_refusal_of_the_site_says_whether_to_try_again(site: HTTPServer, status: int, code: str, retry: bool) -> None:
    site.expect_request("/a").respond_with_data("no", status)
    with pytest.raises(FetchError) as error:
        fetch(site.url_for("/a"))
    assert (error.value.code, error.value.retry) == (code, retry)


@pytest.mark.parametrize(("given", "wait"), [("120", 120.0), ("1" * 13, 1111111111111.0), ("soon", None), ("", None)])
def test_the_wait_that_a_site_asks_for_is_read(site: HTTPServer, given: str, wait: float | None) -> None:
    site.expect_request("/a").respond_with_data("", 429, {"Retry-After": given})
    with pytest.raises(FetchError) as error:
        fetch(site.url_for("/a"))
    assert error.value.wait == wait


def test_a_packed_page_is_unpacked(site: HTTPServer) -> None:
    headers = {"Content-Encoding": "gzip", "Content-Type": "text/html"}
    site.expect_request("/a").respond_with_data(gzip.compress(page().encode()), headers=headers)
    assert fetch(site.url_for("/a")).body.decode() == page()


def packed(body: bytes) -> bytes:
    """Pack without the time of day, which would give the case another name in each process."""
    return gzip.compress(body, mtime=0)


@pytest.mark.parametrize(
    ("body", "encoding", "code"),
    [
        (packed(b"a" * 3_000_000), "gzip", "too_large"),
        (b"a" * 3_000_000, "identity", "too_large"),
        (packed(packed(b"a")), "gzip, gzip", "unknown_encoding"),
        (packed(page().encode())[:-20], "gzip", "incomplete"),
        (b"not packed", "gzip", "incomplete"),
    ],
)
def test_bodies_that_cannot_be_had_whole_are_refused(
    site: HTTPServer, settings: Settings, body: bytes, encoding: str, code: str
) -> None:
    settings.MAX_UPLOAD_BYTES = 1_000_000
    headers = {"Content-Encoding": encoding, "Content-Type": "text/html"}
    site.expect_request("/a").respond_with_data(body, headers=headers)
    assert _code(site.url_for("/a")) == code


def _serve_once(answer: Iterable[bytes], settings: Settings, pause: float = 0.0) -> tuple[socket.socket, str]:
    """Return a listening socket that answers every connection with the same bytes, and its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    pieces = list(answer)

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                robots = b"robots.txt" in connection.recv(4096)
                for piece in [b"HTTP/1.1 404 none\r\nContent-Length: 0\r\n\r\n"] if robots else pieces:
                    try:
                        connection.sendall(piece)
                    except OSError:
                        break
                    time.sleep(0 if robots else pause)

    threading.Thread(target=serve, daemon=True).start()
    where = f"127.0.0.1:{listening.getsockname()[1]}"
    settings.FETCH_ALLOW = [where]
    return listening, f"http://{where}/"


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ([b"-ERR no such command\r\n"], "not_http"),
        ([HEAD, b"X: y\r\n" * 50_000, b"\r\n"], "not_http"),
        ([b"HTTP/1.1 302 Found\r\nLocation: http://[\r\nContent-Length: 0\r\n\r\n"], "malformed_address"),
        ([HEAD + b"Content-Length: 900000\r\n\r\n<p>half"], "incomplete"),
        ([HEAD + b"Content-Length: 1000000000000000\r\n\r\nx"], "too_large"),
    ],
)
def test_broken_answers_have_codes(settings: Settings, answer: list[bytes], code: str) -> None:
    listening, address = _serve_once(answer, settings)
    with listening:
        assert _code(address) == code


@pytest.mark.parametrize("start", [b"HTTP/1.1 200 OK\r\nX-Slow: ", HEAD + b"\r\n<p>"])
def test_a_slow_drip_ends_at_the_deadline(settings: Settings, monkeypatch: pytest.MonkeyPatch, start: bytes) -> None:
    monkeypatch.setattr(fetching, "WHOLE_SECONDS", 1.0)
    listening, address = _serve_once([start, *[b"a"] * 100], settings, pause=0.1)
    began = time.monotonic()
    with listening:
        assert _code(address) == "timeout"
    assert time.monotonic() - began < 3
