"""Who may talk to the dashboard: this machine's own browser, with the token, from the dashboard's own page."""

import hmac
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

TOKEN = "token"
"""Parameter of the address that opens the page; the cookie it leaves carries the port too."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' {sockets}; object-src 'none'; "
        "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""Of every answer. The page's framework needs inline scripts and compiles its templates, so those are let be."""

REFUSAL = "Not allowed. Open the address that `twochairs dashboard` printed, with its token, on this machine.\n"


class Gate:
    """An application behind the gate, for HTTP and for WebSockets.

    Parameters
    ----------
    inner : the application
    port : it is served at
    token : that the first request has in its address, and all others in a cookie
    """

    def __init__(self, inner: Application, port: int, token: str) -> None:
        self._inner, self._token = inner, token
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self._cookie = f"twochairs-{port}"
        sockets = " ".join(f"ws://{host}" for host in sorted(self._hosts))
        self._headers = [
            (name.lower().encode(), value.replace("{sockets}", sockets).encode()) for name, value in HEADERS.items()
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._inner(scope, receive, send)
        elif scope["type"] not in ("http", "websocket") or not self._may(scope):
            await self._refuse(scope, receive, send)
        else:
            await self._inner(scope, receive, self._sealed(scope, send))

    def _may(self, scope: Scope) -> bool:
        headers = [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in scope["headers"]]
        hosts = [value for name, value in headers if name == "host"]
        origins = [value for name, value in headers if name == "origin"]
        if len(hosts) != 1 or hosts[0] not in self._hosts or len(origins) > 1:
            return False
        # A browser names the page's origin on every WebSocket; what names none is no browser's page.
        if origins != [f"http://{hosts[0]}"] and (origins or scope["type"] == "websocket"):
            return False
        return self._known(scope, headers)

    def _known(self, scope: Scope, headers: list[tuple[str, str]]) -> bool:
        given = [value for name, value in headers if name == "cookie"]
        return any(self._same(_cookie(text, self._cookie)) for text in given) or self._same(self._asked(scope))

    def _asked(self, scope: Scope) -> str:
        """The token in the address, of plain requests alone."""
        if scope["type"] != "http":
            return ""
        asked = str(scope.get("query_string", b"").decode("latin-1"))
        return parse_qs(asked).get(TOKEN, [""])[0]

    def _same(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self._token.encode())

    def _sealed(self, scope: Scope, send: Send) -> Send:
        """Answers with the headers; one to an address with the token leaves a cookie."""
        extra = list(self._headers)
        if self._same(self._asked(scope)):
            cookie = f"{self._cookie}={self._token}; Path=/; HttpOnly; SameSite=Strict"
            extra.append((b"set-cookie", cookie.encode()))

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in self._headers}
                kept = [(name, value) for name, value in message.get("headers", []) if name.lower() not in own]
                message = {**message, "headers": [*kept, *extra]}
            await send(message)

        return sealed

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        body = REFUSAL.encode()
        headers = [*self._headers, (b"content-type", b"text/plain; charset=utf-8")]
        await send({"type": "http.response.start", "status": 403, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def _cookie(text: str, name: str) -> str:
    try:
        jar = SimpleCookie(text)
    except CookieError:
        return ""
    return str(jar[name].value) if name in jar else ""
