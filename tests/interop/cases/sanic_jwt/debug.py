"""`debug`: the real reasons, and 400 for what cannot be read."""

from __future__ import annotations

from harness.case import get, post
from harness.side import access

from .common import setup
from .tokens import headers_at, tokens_at

READABLE = {
    "of a login",
    "no JWT",
    "two segments",
    "no base64url",
    "another secret",
    "claims that are a list",
    "expired",
    "not yet valid",
    "exp of another type",
    "of an audience that is not expected",
}
REFRESH = [
    post("J4 D2", "no refresh token", "/auth/refresh", token=access(), json={}),
    post("J2 D2", "another refresh token", "/auth/refresh", token=access(), json={"refresh_token": "x"}),
    post("J4 D2", "no access token", "/auth/refresh", json={"refresh_token": "x"}),
]
OURS = {"error_detail": "full"}

SETUPS = [
    setup(
        "debug at a route",
        [
            *headers_at("/protected", "D2"),
            *tokens_at("/protected", READABLE, "D2 B25"),
            get("D4", "a scope that is not granted", "/protected/scoped/3", token=access()),
        ],
        {"debug": True},
        OURS,
    ),
    setup(
        "debug at verify",
        [*headers_at("/auth/verify", "A10 A13"), *tokens_at("/auth/verify", READABLE, "A11 B25")],
        {"debug": True},
        OURS,
    ),
    setup("debug at refresh", REFRESH, {"debug": True}, OURS, refresh=True),
]
