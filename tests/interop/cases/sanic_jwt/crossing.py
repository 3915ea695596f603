"""Tokens and cookies cross: each server gets those of the other one."""

from __future__ import annotations

from typing import Any

from harness.case import Request, Setup, get, post
from harness.side import access, of_other
from harness.tokens import RSA, SECRET

from .common import setup

TOKEN = of_other(access("user2"))
CROSSING = [
    get("L2 L5", "the token of the other at a route", "/protected", token=TOKEN),
    get("L2", "the token of the other at verify", "/auth/verify", token=TOKEN),
    get("L2", "the token of the other at me", "/auth/me", token=TOKEN),
    get("L2", "the token of the other at a route with scopes", "/protected/scoped/3", token=TOKEN),
    get("L2", "a scope that the token of the other lacks", "/protected/scoped/3", token=of_other(access("user1"))),
    get("L2", "the user of the other's token", "/protected/user", token=TOKEN),
]
COOKIES = [
    get("L2 K1", "the cookie of the other", "/protected", cookies={"access_token": TOKEN}),
    get("L2 K1", "the cookie of the other at me", "/auth/me", cookies={"access_token": TOKEN}),
]
REFRESH = [
    post(
        "J2 L2",
        "the access token of the other, with the own refresh token",
        "/auth/refresh",
        token=of_other(access()),
        json={"refresh_token": lambda side: side.token_of(side.login("user1"), "refresh_token", "")},
    ),
]
KEYS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "HS256": ({}, {}),
    "RS256": (
        {"algorithm": "RS256", "secret": RSA.public, "private_key": RSA.private},
        {"algorithm": "RS256", "secret": None, "private_key": RSA.private, "session_secret": SECRET},
    ),
}


def crossing(
    name: str, requests: list[Request], theirs: dict[str, Any], ours: dict[str, Any], refresh: bool
) -> list[Setup]:
    """A setup for each algorithm."""
    return [
        setup(f"{name}, {algorithm}", requests, theirs | keys[0], ours | keys[1], refresh)
        for algorithm, keys in KEYS.items()
    ]


SETUPS = [
    *crossing("crossing", CROSSING, {}, {}, False),
    *crossing(
        "crossing in cookies",
        COOKIES,
        {"cookie_set": True},
        {"token_from": ["cookie strict", "header"], "token_delivery": "both"},
        False,
    ),
    *crossing("crossing at refresh", REFRESH, {}, {}, True),
]
