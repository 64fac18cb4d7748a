"""Guard: who may ask, and what every answer carries, whichever page it is.

A page of another site must neither read nor change anything here, though it runs in the same browser: the cookie does
not go with its requests (SameSite=Strict), its Origin is not ours, and a name of its own for this machine (DNS
rebinding) is not the Host that we answer to.
"""

import ipaddress
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Only what we ship runs and is shown; pages stand in no frame but ours.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
#: Reports and maps bring a stricter policy of their own; here is added where they may stand, and that their scripts run
#: as those of nobody, opened by themselves too.
KEPT_POLICY = "frame-ancestors 'self'; sandbox allow-scripts allow-downloads allow-modals"
_HEADERS: Mapping[str, str] = {
    "content-security-policy": POLICY,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    # Not "no-referrer": a browser would then call the origin of our own forms "null".
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_SAFE = frozenset({"GET", "HEAD"})
#: What needs no cookie: the look of the page that says that the cookie is missing.
_OPEN = "/assets/"
#: Where the page that opens the browser (``opening``) brings the token. It lies on the disk, so its Origin is none.
START = "/start"
#: A request of more bytes is refused; up to so many times as much is read to the end, so that the browser hears why.
MOST_BYTES = 100_000_000
_READ_ON = 5
#: Who has not entered sends a password, or a token, and nothing larger.
_STRANGERS_BYTES = 10_000


@dataclass(frozen=True, slots=True)
class Door:
    """Where the app can be reached, and by whom.

    Attributes
    ----------
    host, port
        The address it listens on.
    password
        What has to be typed in; empty on the loopback address, where the token alone opens.
    token
        What the start address carries.
    session
        What the cookie carries.
    """

    host: str
    port: int
    password: str = ""
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    session: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def cookie(self) -> str:
        """The name of the cookie: cookies do not know ports, and two apps may run."""
        return f"netspread-{self.port}"

    @property
    def address(self) -> str:
        """Where it is, for a browser."""
        return f"http://{_bracketed(self.host)}:{self.port}"

    @property
    def start(self) -> str:
        """The address that opens."""
        return f"{self.address}/" if self.password else f"{self.address}/?token={self.token}"

    def is_token(self, text: str) -> bool:
        """Whether *text* is what the start address carries; where a password is asked for, nothing is."""
        return not self.password and secrets.compare_digest(text.encode(), self.token.encode())

    def answers_to(self, host: str) -> bool:
        """Whether *host*, of the request, is a name of ours: a name of somebody else may lead to this machine too."""
        name, _, port = host.rpartition(":")
        if not port.isdigit():  # browsers leave the usual port out
            name, port = host, "80"
        if port != str(self.port):
            return False
        if name in (_bracketed(self.host), "localhost", "127.0.0.1"):
            return True
        # Listening everywhere: a number is no name that somebody could have pointed here.
        return _is_everywhere(self.host) and _is_number(name.strip("[]"))

    def opened(self, response: Response) -> Response:
        """Return *response* with the cookie that opens."""
        response.set_cookie(self.cookie, self.session, httponly=True, samesite="strict", path="/")
        return response


class Guard:
    """An ASGI application around *app* that lets through only what comes from the person in front of it."""

    def __init__(
        self, app: ASGIApp, *, door: Door, welcome: Callable[[], Response], refused: Callable[[str, int], Response]
    ) -> None:
        self.app, self.door, self.welcome, self.refused = app, door, welcome, refused

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # a websocket: we have none
            return
        headers = Headers(scope=scope)
        entered = self._has_entered(headers)
        answer = self._refusal(scope, headers, entered=entered) or self.app
        await answer(scope, _Counted(receive, MOST_BYTES if entered else _STRANGERS_BYTES), _with_headers(send))

    def _refusal(self, scope: Scope, headers: Headers, *, entered: bool) -> Response | None:
        """Return what is answered instead; None for a request that may go on."""
        path = scope["path"]
        if not self.door.answers_to(headers.get("host", "")):
            return self.refused("wrong_host", 421)
        if scope["method"] not in _SAFE and path != START and not self._is_own(headers):
            return self.refused("wrong_origin", 403)
        token = parse_qs(scope["query_string"].decode("latin-1")).get("token")
        if path == "/" and token and not self.door.password:
            return self.welcome() if self.door.is_token(token[0]) else self.refused("no_token", 403)
        return None if entered or path.startswith(_OPEN) else self._refusal_of_strangers(path)

    def _refusal_of_strangers(self, path: str) -> Response | None:
        """Return what somebody is answered who has not entered; None where one enters."""
        if self.door.password:
            return None if path == "/enter" else RedirectResponse("/enter", 303)
        return None if path == START else self.refused("no_token", 403)

    def _has_entered(self, headers: Headers) -> bool:
        return secrets.compare_digest(_cookie(headers, self.door.cookie).encode(), self.door.session.encode())

    def _is_own(self, headers: Headers) -> bool:
        """Whether a request that changes something comes from a page of ours; browsers always say where from."""
        return headers.get("origin") == f"http://{headers.get('host')}"


class TooMuchError(Exception):
    """A request of more bytes than we take; *rest* reads on, so that a browser that is still sending hears why."""

    def __init__(self, rest: "_Counted") -> None:
        super().__init__()
        self.rest = rest


class _Counted:
    """The body of a request, as far as it is not too large."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive, self._most, self._size, self._ended = receive, most, 0, False

    async def __call__(self) -> Message:
        message = await self._next()
        if self._size > self._most:
            raise TooMuchError(self)
        return message

    async def drain(self) -> None:
        """Read on to the end, but not for ever."""
        while not self._ended and self._size < _READ_ON * self._most:
            await self._next()

    async def _next(self) -> Message:
        message = await self._receive()
        self._size += len(message.get("body", b""))
        self._ended = message["type"] != "http.request" or not message.get("more_body")
        return message


def _with_headers(send: Send) -> Send:
    """Return *send* that adds the headers that every answer has."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sent


def _cookie(headers: Headers, name: str) -> str:
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(headers.get("cookie", ""))
    except CookieError:
        return ""
    return jar[name].value if name in jar else ""


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach *host*."""
    return host == "localhost" or (_is_number(host) and ipaddress.ip_address(host).is_loopback)


def _is_everywhere(host: str) -> bool:
    return _is_number(host) and ipaddress.ip_address(host).is_unspecified


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
