"""The dashboard's server: on this machine alone, behind the gate, until it is stopped."""

import os
import secrets
import socket
import threading
import warnings
import webbrowser
from collections.abc import Callable
from pathlib import Path

from twochairs.dashboard.gate import TOKEN, Application, Gate
from twochairs.errors import NotPossible

HOST = "127.0.0.1"

_SETTINGS = {
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False",
    "SOLARA_ASSETS_PROXY": "True",  # scripts and fonts come from the package solara-assets, not from a network
    "SOLARA_ASSETS_CDN": "nowhere:",  # what that package lacks is not there: the server asks nobody for it either
    "SOLARA_SESSION_SAME_SITE": "strict",
    "SOLARA_SESSION_HTTP_ONLY": "True",
    "SOLARA_THEME_VARIANT": "light",
    "SOLARA_THEME_SHOW_BANNER": "False",
}
"""Of the page's framework: nothing asked of anybody outside, no cookie for others."""

Say = Callable[[str], None]


def serve(inner: Application, port: int, browse: bool, say: Say) -> None:
    """Serve the page until interrupted.

    Parameters
    ----------
    inner : of `application`
    port : to listen at; 0 for any that is free
    browse : whether a browser is opened
    say : called with what the user should know, the address among it

    Raises
    ------
    NotPossible : where the port is taken
    """
    import uvicorn

    listening = _listen(port)
    port = int(listening.getsockname()[1])
    token = secrets.token_urlsafe(32)
    address = f"http://{HOST}:{port}/?{TOKEN}={token}"
    gate = Gate(inner, port, token)
    settings = uvicorn.Config(
        gate, log_level="error", access_log=False, server_header=False, proxy_headers=False, timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(settings)
    say(f"{address}\nopen this address on this machine; Ctrl-C stops")
    if browse:
        threading.Timer(0.5, webbrowser.open, [address]).start()
    server.run(sockets=[listening])


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen()  # before the address is told: whoever asks early waits
    except OSError as error:
        listening.close()
        reason = (error.strerror or str(error)).lower()
        raise NotPossible(
            f"port {port} cannot be used: {reason}\n  hint: name another with --port, or leave it out"
        ) from None
    return listening


def application(file: Path) -> Application:
    """Solara's application with the page in it, asking nothing of anybody outside.

    Parameters
    ----------
    file : the scenario that the page starts from

    Raises
    ------
    NotPossible : where what the page needs is not installed
    """
    os.environ |= {"SOLARA_APP": "twochairs.dashboard.app", **_SETTINGS}
    # Its own cookie falls back to what is wanted here, at length.
    warnings.filterwarnings("ignore", message="Cookies with samesite=none")
    try:
        import solara.server.starlette as solara_server
    except ImportError as error:
        raise NotPossible(
            f"the dashboard needs {error.name or 'solara'}, which is not installed\n"
            "  hint: pip install 'twochairs[dashboard]' brings all that it needs"
        ) from None
    from twochairs.dashboard import app

    app.FIRST = file
    return solara_server.app
