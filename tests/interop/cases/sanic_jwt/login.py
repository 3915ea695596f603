"""`POST /auth`, the four endpoints' methods, and what they say without refresh tokens."""

from __future__ import annotations

from harness.case import get, post, request
from harness.side import access, form

from .common import LOGIN, setup

RIGHT = {"username": "user1", "password": "abcxyz"}


def attempt(rows: str, name: str, **parts):
    """A login."""
    return post(rows, name, "/auth", **parts)


BODIES = [
    attempt("A1 B1 H1", "right credentials", json=RIGHT),
    post("A1 A25", "right credentials, with a slash", "/auth/", json=RIGHT),
    attempt("A1 C5", "several scopes", json=RIGHT | {"username": "user2"}),
    attempt("A1 C5", "a user without scopes", json={"username": "test", "password": "test"}),
    attempt("A3 E3", "a wrong password", json=RIGHT | {"password": "wrong"}),
    attempt("A3 E3", "an unknown user", json=RIGHT | {"username": "unknown"}),
    attempt("A3 E3", "an inactive user", json=RIGHT | {"username": "gone"}),
    attempt("A3", "no password", json={"username": "user1"}),
    attempt("A3", "no username", json={"password": "abcxyz"}),
    attempt("A3", "no member at all", json={}),
    attempt("A3", "a password that is null", json=RIGHT | {"password": None}),
    attempt("A3", "a username that is a number", json=RIGHT | {"username": 1}),
    attempt("A3", "an empty password", json=RIGHT | {"password": ""}),
    attempt("A1", "another member", json=RIGHT | {"remember": True}),
    attempt("A1", "JSON of another type", json=RIGHT, content_type="text/plain"),
    attempt("A1", "JSON with a charset", json=RIGHT, content_type="application/json; charset=utf-8"),
    attempt("A1", "JSON of no type", body='{"username": "user1", "password": "abcxyz"}'),
    attempt("A6", "a list", json=["user1", "abcxyz"], deviates="server-error"),
    attempt("A6", "no body", deviates="server-error"),
    attempt("A6", "no JSON", body="username", content_type="application/json", deviates="unreadable-body"),
    attempt(
        "A6", "a form", body=form(**RIGHT), content_type="application/x-www-form-urlencoded", deviates="unreadable-body"
    ),
]

METHODS = [
    get("A7", "a login by GET", "/auth"),
    request("PUT", "A7", "a login by PUT", "/auth", json=RIGHT),
    request("OPTIONS", "A8", "OPTIONS of the login", "/auth"),
    request("OPTIONS", "A8", "OPTIONS of verify", "/auth/verify"),
    request("OPTIONS", "A8", "OPTIONS of me", "/auth/me"),
    request("OPTIONS", "A8 A21", "OPTIONS of refresh, which is off", "/auth/refresh"),
    post("A21 B40", "refresh, which is off", "/auth/refresh", token=access(), json={"refresh_token": "x"}),
    post("A7", "verify by POST", "/auth/verify", token=access()),
    post("A7", "me by POST", "/auth/me", token=access()),
    get("A22", "no other page", "/auth/other"),
]

REFRESHABLE = [
    attempt("A2 B28 C2", "right credentials", json=RIGHT),
    attempt("A3", "a wrong password", json=RIGHT | {"password": "wrong"}),
    request("OPTIONS", "A8 A21", "OPTIONS of refresh", "/auth/refresh"),
    get("A7 A21", "refresh by GET", "/auth/refresh", token=access()),
]


def guesses():
    """As many wrong logins as an address has, and one more."""
    wrong = RIGHT | {"password": "wrong"}
    return [
        attempt("A3", "the last wrong password that is allowed", json=wrong, times=10),
        attempt("A3", "one wrong password more", json=wrong, deviates="throttling"),
    ]


SETUPS = [
    setup("login", BODIES + METHODS),
    setup("login with refresh tokens", REFRESHABLE, refresh=True),
    setup("login with throttling", guesses(), ours={"rate_limit": "on"}, login=LOGIN),
]
