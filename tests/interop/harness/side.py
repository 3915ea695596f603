"""One of the two servers during a setup: what it responded, and requests for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from .case import ABSENT, Computed, Request, Setup
from .client import Response, send


class Side:
    """A server, with the tokens that it issued."""

    def __init__(self, address: str, setup: Setup) -> None:
        self.address = address
        self.setup = setup
        self.other: Side = self
        self.saved: dict[str, Response] = {}

    def send(self, request: Request) -> Response:
        """Sends the request as this server is to get it."""
        headers = {name: self._resolve(value) for name, value in request.headers.items()}
        if request.token is not None:
            headers[self.setup.header] = f"{self.setup.prefix}{self._resolve(request.token)}"
        if request.cookies:
            pairs = ((name, self._resolve(value)) for name, value in request.cookies.items())
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in pairs)
        body = self._resolve(request.body)
        if request.json is not ABSENT:
            body = json.dumps(self._resolve(request.json))
            headers["Content-Type"] = request.content_type or "application/json"
        elif request.content_type:
            headers["Content-Type"] = request.content_type
        body = body.encode() if isinstance(body, str) else body
        path = self._resolve(request.path)
        for _ in range(request.times):
            response = send(self.address, request.method, path, headers, body)
        if request.saved_as:
            self.saved[request.saved_as] = response
        return response

    def login(self, user: str) -> Response:
        """The response to the login of a user, which is sent once."""
        name = f"login {user}"
        if name not in self.saved:
            self.saved[name] = self.send(self.setup.login(user))
        return self.saved[name]

    def _resolve(self, value: Any) -> Any:
        if callable(value):
            return value(self)
        if isinstance(value, dict):
            return {name: self._resolve(part) for name, part in value.items()}
        if isinstance(value, list):
            return [self._resolve(part) for part in value]
        return value

    def token_of(self, response: Response, member: str, cookie: str, signature: str | None = None) -> str:
        """The token in a response: a member of its body, or else a cookie."""
        try:
            return json.loads(response.body)[member]
        except (ValueError, KeyError, TypeError):
            pass
        found = self.cookies_of(response)
        if cookie not in found:
            # A server that does not respond as it should must not end the run: the difference will show it.
            return f"no-{member}"
        return found[cookie] + (f".{found.get(signature, '')}" if signature else "")

    @staticmethod
    def cookies_of(response: Response) -> dict[str, str]:
        """The cookies that a response sets."""
        cookies: SimpleCookie = SimpleCookie()
        for value in response.all("set-cookie"):
            cookies.load(value)
        return {name: cookie.value for name, cookie in cookies.items()}


def access(user: str = "user1") -> Computed:
    """The access token of a user."""

    def computed(side: Side) -> str:
        names = side.setup.names
        return side.token_of(side.login(user), names.access, names.access_cookie, names.signature_cookie)

    return computed


def refresh(user: str = "user1") -> Computed:
    """The refresh token of a user."""

    def computed(side: Side) -> str:
        names = side.setup.names
        return side.token_of(side.login(user), names.refresh, names.refresh_cookie)

    return computed


def cookie(name: str, user: str = "user1") -> Computed:
    """A cookie that a login sets."""
    return lambda side: side.cookies_of(side.login(user)).get(name, "no-cookie")


def saved(name: str, member: str) -> Computed:
    """A member of the body of an earlier response, or a cookie of this name."""
    return lambda side: side.token_of(side.saved[name], member, member)


def of_other(computed: Computed) -> Computed:
    """What the other server has."""
    return lambda side: computed(side.other)


def changed(computed: Computed, change: Callable[[str], str]) -> Computed:
    """A changed token."""
    return lambda side: change(computed(side))


def query(path: str, **parameters: Any) -> Computed:
    """A path with a query."""

    def computed(side: Side) -> str:
        pairs = {name: value(side) if callable(value) else value for name, value in parameters.items()}
        return f"{path}?{urlencode(pairs)}"

    return computed


def form(**fields: Any) -> Computed:
    """The body of a form."""
    return lambda side: query("", **fields)(side)[1:]
