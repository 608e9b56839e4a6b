"""Who may talk to the dashboard, asked of one that really runs."""

import http.client
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.dashboard.served import Served, served
from twochairs.dashboard.gate import HEADERS, REFUSAL

SOCKET = "/jupyter/api/kernels/8d2f9c1e-0000-4000-8000-000000000000/channels?session_id=1"
STATIC = "/static/main-vuetify.js"

WRONG_TOKENS = ["", "x", "token", "{half}", "{token}x", "{token}%00", "{token}{token}", "{upper}", "*", "../{token}"]
WRONG_HOSTS = [
    "example.org", "example.org:{port}", "127.0.0.1", "127.0.0.1:1", "127.0.0.2:{port}", "0.0.0.0:{port}",
    "[::1]:{port}", "127.0.0.1:{port}.example.org", "127.0.0.1:{port}@example.org", "LOCALHOST.:{port}",
]  # fmt: skip
WRONG_ORIGINS = [
    "http://example.org", "https://127.0.0.1:{port}", "http://127.0.0.1", "http://127.0.0.1:1", "null", "",
    "http://127.0.0.1:{port}.example.org", "http://localhost:{port}", "file://", "http://127.0.0.1:{port}/",
]  # fmt: skip


@pytest.fixture(scope="module")
def running() -> Iterator[Served]:
    with served() as started:
        yield started


def filled(text: str, of: Served) -> str:
    half, upper = of.token[:20], of.token.swapcase()
    return text.format(port=of.port, token=of.token, half=half, upper=upper)


def asked(of: Served, path: str, **headers: str) -> tuple[int, str, list[tuple[str, str]]]:
    connection = http.client.HTTPConnection("127.0.0.1", of.port, timeout=10)
    try:
        connection.putrequest("GET", path, skip_host=True)
        for name, value in {"Host": f"127.0.0.1:{of.port}", **headers}.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace"), answer.getheaders()
    finally:
        connection.close()


def cookie(of: Served, token: str | None = None) -> str:
    return f"twochairs-{of.port}={of.token if token is None else token}"


def joined(of: Served, host: str | None = None, origin: str | None = None, given: str | None = None) -> int:
    """The status that a WebSocket is answered with; 101 where it is let in."""
    address = f"ws://{host or f'127.0.0.1:{of.port}'}{SOCKET}"
    headers = {"Cookie": cookie(of) if given is None else given}
    if origin is None:
        origin = f"http://127.0.0.1:{of.port}"
    if origin:
        headers["Origin"] = origin
    import socket

    wire = socket.create_connection(("127.0.0.1", of.port), timeout=10)
    try:
        with connect(address, sock=wire, additional_headers=headers, open_timeout=10, proxy=None):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code
    finally:
        wire.close()


def test_the_address_that_is_printed_opens_the_page(running: Served) -> None:
    status, text, headers = asked(running, f"/?token={running.token}")
    assert status == 200
    assert "solara" in text
    [given] = [value for name, value in headers if name == "set-cookie" and value.startswith(f"{cookie(running)};")]
    assert {"HttpOnly", "SameSite=Strict"} <= set(given.split("; "))


def test_the_cookie_opens_all_the_rest(running: Served) -> None:
    for path in ("/", STATIC):
        assert asked(running, path, Cookie=cookie(running))[0] == 200
    assert joined(running) == 101


def test_localhost_is_this_machine_too(running: Served) -> None:
    name = f"localhost:{running.port}"
    assert asked(running, "/", Host=name, Origin=f"http://{name}", Cookie=cookie(running))[0] == 200
    assert joined(running, host=name, origin=f"http://{name}") == 101


@pytest.mark.parametrize("path", ["/", STATIC, "/readyz", "/resourcez", "/jupyter/api/kernels/1"])
def test_nothing_is_shown_without_the_token(running: Served, path: str) -> None:
    status, text, headers = asked(running, path)
    assert (status, text) == (403, REFUSAL)
    assert "set-cookie" not in dict(headers)


@pytest.mark.parametrize("wrong", WRONG_TOKENS)
def test_a_wrong_token_is_refused(running: Served, wrong: str) -> None:
    token = filled(wrong, running)
    assert asked(running, "/", Cookie=cookie(running, token.replace("%00", "\x01")))[0] in (400, 403)
    assert asked(running, f"/?token={token.replace(' ', '%20')}")[0] == 403
    assert joined(running, given=cookie(running, token.replace("%00", "."))) == 403


@pytest.mark.parametrize("wrong", WRONG_HOSTS)
def test_a_wrong_host_is_refused(running: Served, wrong: str) -> None:
    host = filled(wrong, running)
    assert asked(running, "/", Host=host, Cookie=cookie(running))[0] == 403
    assert asked(running, f"/?token={running.token}", Host=host)[0] == 403


NO_HOSTS = [
    "example.org", "127.0.0.2", "0.0.0.0", "rebound.example.org", "127.0.0.1.example.org", "localhost.example.org",
    "10.0.0.1", "[::1]", "LOCALHOST.", "127.1",
]  # fmt: skip


@pytest.mark.parametrize("wrong", NO_HOSTS)
def test_a_wrong_host_is_refused_on_the_socket(running: Served, wrong: str) -> None:
    host = f"{wrong}:{running.port}"
    assert joined(running, host=host, origin=f"http://{host}") == 403


@pytest.mark.parametrize("wrong", WRONG_ORIGINS)
def test_a_wrong_origin_is_refused(running: Served, wrong: str) -> None:
    origin = filled(wrong, running)
    if origin:
        assert asked(running, "/", Origin=origin, Cookie=cookie(running))[0] == 403
    assert joined(running, origin=origin) == 403


def test_a_socket_takes_no_token_from_its_address(running: Served) -> None:
    assert joined(running, given="a=b") == 403


@pytest.mark.parametrize("path", ["/", "/nothing/here", STATIC])
def test_every_answer_has_the_headers(running: Served, path: str) -> None:
    for given in ({}, {"Cookie": cookie(running)}):
        _, _, headers = asked(running, path, **given)
        low = {name.lower(): value for name, value in headers}
        for name, value in HEADERS.items():
            assert low[name.lower()] == value.replace(
                "{sockets}", f"ws://127.0.0.1:{running.port} ws://localhost:{running.port}"
            )
        assert "frame-ancestors 'none'" in low["content-security-policy"]


@pytest.mark.parametrize("path", ["/_solara/cdn/left-pad@1.3.0/index.js", "/_solara/cdn/../../etc/passwd"])
def test_the_server_fetches_nothing_for_the_page(running: Served, path: str) -> None:
    assert asked(running, path, Cookie=cookie(running))[0] == 404
    connections = psutil.Process(running.process).net_connections("inet")
    assert {one.raddr.ip for one in connections if one.raddr} <= {"127.0.0.1"}


def test_it_listens_on_this_machine_alone(running: Served) -> None:
    connections = psutil.Process(running.process).net_connections("inet")
    listening = [one.laddr.ip for one in connections if one.status == psutil.CONN_LISTEN]
    assert listening == ["127.0.0.1"]


def test_a_scenario_outside_is_no_static_file(running: Served) -> None:
    for path in ("/static/../pyproject.toml", "/static/public/%2e%2e/app.py", f"/static/{Path(__file__)}"):
        status, text, _ = asked(running, path, Cookie=cookie(running))
        assert "solara==" not in text or status == 404
