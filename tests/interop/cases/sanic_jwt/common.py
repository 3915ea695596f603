"""What the setups share: the login, the claims of a right token, and settings of both servers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harness.case import Request, Setup, post
from harness.tokens import SECRET, In

OURS = {"secret": SECRET, "rate_limit": "off"}
CLAIMS: dict[str, Any] = {"user_id": 1, "exp": In(1800), "scopes": ["user"]}


def password(user: str) -> str:
    """The password of a user of the fixture."""
    return "test" if user == "test" else "abcxyz"


def login_at(path: str, user_key: str = "username", password_key: str = "password") -> Callable[[str], Request]:
    """The login of a user at a path."""

    def login(user: str) -> Request:
        body = {user_key: user, password_key: password(user)}
        return post("", f"login of {user}", path, json=body)

    return login


LOGIN = login_at("/auth")


def setup(
    name: str,
    requests: list[Request],
    theirs: dict[str, Any] | None = None,
    ours: dict[str, Any] | None = None,
    refresh: bool = False,
    app: dict[str, Any] | None = None,
    **parts: Any,
) -> Setup:
    """A setup whose servers have the shared secret."""
    application = {"refresh": refresh} | (app or {})
    return Setup(
        name,
        parts.pop("login", LOGIN),
        requests,
        theirs={"secret": SECRET} | (theirs or {}) | {"app": application},
        ours={"refresh": "on" if refresh else "off"} | (ours or {}),
        **parts,
    )
