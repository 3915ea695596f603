"""The login, the refresh, what they return, and the member of the text."""

from __future__ import annotations

from typing import Any

from harness.case import Request, get, post
from harness.side import access, refresh, saved
from harness.tokens import OTHER_SECRET, In, token, without

from .common import ACCESS, REFRESH, RIGHT, ROUTE, setup


def attempt(rows: str, name: str, **parts: Any) -> Request:
    """A login."""
    return post(rows, name, "/login", **parts)


def exchange(rows: str, name: str, value: Any = None, **parts: Any) -> Request:
    """A refresh."""
    return post(rows, name, "/refresh", token=value, **parts)


LOGINS = [
    attempt("F55 F57 F58", "right credentials", json=RIGHT),
    attempt("F55 F62", "a user with two scopes", json=RIGHT | {"username": "user2"}),
    attempt("F55", "a user without scopes", json={"username": "test", "password": "test"}),
    attempt("F72", "a wrong password", json=RIGHT | {"password": "wrong"}),
    attempt("F72", "an unknown user", json=RIGHT | {"username": "unknown"}),
    attempt("F72", "an inactive user", json=RIGHT | {"username": "gone"}),
    attempt("F72", "no password", json={"username": "user1"}),
    attempt("F72", "no member at all", json={}),
    attempt(
        "F72", "another content type", body="username=user1", content_type="text/plain", deviates="unreadable-body"
    ),
    attempt("F72", "no JSON", body="{", content_type="application/json", deviates="unreadable-body"),
    get("F85", "a login by GET", "/login"),
    get("F85", "no other page", "/other"),
    get("F1", "a public route", "/"),
]
REFRESHES = [
    exchange("F57 F3", "the refresh token", refresh(), saved_as="refreshed"),
    get("F56", "the new access token", ROUTE, token=saved("refreshed", "access_token")),
    get(
        "F2 F73", "the new access token, at a fresh route", "/protected/fresh", token=saved("refreshed", "access_token")
    ),
    exchange("F57", "the same refresh token again", refresh()),
    exchange("F3", "an access token", access()),
    exchange("F14 F17", "no token"),
    exchange("F70", "a refresh token that expired", token(REFRESH | {"exp": In(-10)})),
    exchange("F71", "a refresh token of another secret", token(REFRESH, OTHER_SECRET)),
    exchange("F71", "no JWT", "abc"),
    exchange("F3", "a token without a type", token(without(ACCESS, "type"))),
    exchange("F57", "a refresh token that the script signed", token(REFRESH)),
    get("F3", "the refresh token as access token", ROUTE, token=refresh()),
    get("F2", "the refresh token at a fresh route", "/protected/fresh", token=refresh()),
    post("F3", "a route for refresh tokens", "/protected/refresh-only", token=refresh()),
    post("F3", "a route for refresh tokens, with an access token", "/protected/refresh-only", token=access()),
    post("F14", "a route for refresh tokens, without one", "/protected/refresh-only"),
    get("F85", "a refresh by GET", "/refresh", token=refresh()),
]

NAMED = [
    get("F83", "no token", ROUTE),
    get("F83", "no JWT", ROUTE, token="abc"),
    get("F83", "a refresh that is none", "/protected/fresh", token="abc"),
    post("F83", "no refresh token", "/refresh"),
    post("F83", "an access token for the refresh", "/refresh", token=access()),
]

SETUPS = [
    setup("login", LOGINS),
    setup("refresh", REFRESHES),
    setup(
        "login without refresh tokens",
        [attempt("F55", "right credentials", json=RIGHT)],
        ours={"refresh": "off", "adopt_until": None},
        app={"refresh": False},
    ),
    setup("JWT_ERROR_MESSAGE_KEY", NAMED, {"JWT_ERROR_MESSAGE_KEY": "message"}, {"error_message_key": "message"}),
    setup(
        "JWT_ERROR_MESSAGE_KEY and the login",
        [post("F83", "login", "/login", json=RIGHT)],
        {"JWT_ERROR_MESSAGE_KEY": "message"},
        {"error_message_key": "message"},
    ),
]
