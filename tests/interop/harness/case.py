"""Setups and requests: what a module of `cases` lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from deviations import DEVIATIONS

if TYPE_CHECKING:
    from .side import Side

# A value of a request that depends on the server which gets it, such as a token of that server.
Computed = Callable[["Side"], Any]

ABSENT = object()


@dataclass(frozen=True)
class Request:
    """A request that both servers get."""

    rows: str
    name: str
    method: str
    path: Any
    token: Any = None
    headers: dict[str, Any] = field(default_factory=dict)
    cookies: dict[str, Any] = field(default_factory=dict)
    json: Any = ABSENT
    body: Any = None
    content_type: str | None = None
    # The entry of `deviations.py` that explains a difference which must be there.
    deviates: str | None = None
    # How often it is sent; the last responses are compared.
    times: int = 1
    # The name under which later requests find the response.
    saved_as: str | None = None

    def __post_init__(self) -> None:
        assert self.deviates is None or self.deviates in DEVIATIONS, self

    def row_names(self) -> list[str]:
        """The rows of the reference that the request shows."""
        return self.rows.split()


@dataclass(frozen=True)
class TokenNames:
    """Where the tokens of a login are: members of the body, and cookies."""

    access: str = "access_token"
    refresh: str = "refresh_token"
    access_cookie: str = "access_token"
    refresh_cookie: str = "refresh_token"
    # The cookie with the signature, if the access token is split.
    signature_cookie: str | None = None


@dataclass(frozen=True)
class Setup:
    """Two servers with corresponding settings, and the requests that they get in this order."""

    name: str
    login: Callable[[str], Request]
    requests: list[Request]
    theirs: dict[str, Any] = field(default_factory=dict)
    ours: dict[str, Any] = field(default_factory=dict)
    names: TokenNames = TokenNames()
    # The header and the prefix of `Request.token`.
    header: str = "Authorization"
    prefix: str = "Bearer "


@dataclass(frozen=True)
class Suite:
    """All setups of one original library."""

    original: str
    preset: str
    setups: list[Setup]
    # What our server is given in each setup.
    ours: dict[str, Any]


def get(rows: str, name: str, path: Any, **parts: Any) -> Request:
    """A `GET`."""
    return Request(rows, name, "GET", path, **parts)


def post(rows: str, name: str, path: Any, **parts: Any) -> Request:
    """A `POST`."""
    return Request(rows, name, "POST", path, **parts)


def request(method: str, rows: str, name: str, path: Any, **parts: Any) -> Request:
    """Any other method."""
    return Request(rows, name, method, path, **parts)


def with_parts(original: Request, **parts: Any) -> Request:
    """The request with other parts."""
    return replace(original, **parts)
