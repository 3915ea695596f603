"""What the setups share: the login, the claims of right tokens, and settings of both servers."""

from __future__ import annotations

from typing import Any

from harness.case import Request, Setup, TokenNames, post
from harness.tokens import SECRET, In

OURS = {"secret": SECRET, "rate_limit": "off", "adopt_until": "2100-01-01T00:00:00Z"}
ACCESS: dict[str, Any] = {
    "fresh": True,
    "iat": In(-1),
    "jti": "5f0e8f0a-6f0b-4c0e-9a53-0d1f2c9b7a11",
    "type": "access",
    "sub": "1",
    "nbf": In(-1),
    "csrf": "1c9be9b8-2f0d-4a3e-8f3c-6d2f1a7e5b10",
    "exp": In(900),
}
REFRESH = ACCESS | {"fresh": False, "type": "refresh", "jti": "0a7d51b5-3a4f-4a3d-b2f1-5d0b5b7ad6a2", "exp": In(90_000)}
NAMES = TokenNames(access_cookie="access_token_cookie", refresh_cookie="refresh_token_cookie")
ROUTE = "/protected"


def login(user: str) -> Request:
    """The login of a user."""
    body = {"username": user, "password": "test" if user == "test" else "abcxyz"}
    return post("", f"login of {user}", "/login", json=body)


RIGHT = login("user1").json


def setup(
    name: str,
    requests: list[Request],
    theirs: dict[str, Any] | None = None,
    ours: dict[str, Any] | None = None,
    app: dict[str, Any] | None = None,
    **parts: Any,
) -> Setup:
    """A setup whose servers have the shared secret."""
    return Setup(
        name,
        login,
        requests,
        theirs={"JWT_SECRET_KEY": SECRET} | (theirs or {}) | {"app": app or {}},
        ours=ours or {},
        names=parts.pop("names", NAMES),
        **parts,
    )


def in_cookies(
    name: str,
    requests: list[Request],
    theirs: dict[str, Any] | None = None,
    ours: dict[str, Any] | None = None,
    **parts: Any,
) -> Setup:
    """A setup in which the login sets cookies, and tokens are taken from cookies alone."""
    application = {"delivery": "cookies"} | parts.pop("app", {})
    located = {"JWT_TOKEN_LOCATION": ["cookies"]} | (theirs or {})
    return setup(name, requests, located, {"token_from": ["cookie"]} | (ours or {}), application, **parts)
