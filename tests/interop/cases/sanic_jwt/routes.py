"""Other routes: public ones, injected users, class-based views, and settings of the whole service."""

from __future__ import annotations

from harness.case import get, post, request
from harness.side import access
from harness.tokens import OTHER_SECRET, In, token, without

from .common import CLAIMS, setup

ROUTES = [
    get("D13", "a public route", "/"),
    get("D13", "a public route with a bad token", "/", token="abc"),
    get("D8 D9", "the user", "/protected/user", token=access()),
    get("D8", "another user", "/protected/user", token=access("user2")),
    get("D8", "no token for the user", "/protected/user"),
    get("D8 P1", "a forged token for the user", "/protected/user", token=token(CLAIMS, OTHER_SECRET)),
    get("D8", "a user who is gone", "/protected/user", token=token(CLAIMS | {"user_id": 6}), deviates="missing-user"),
    get("D8", "an unknown user", "/protected/user", token=token(CLAIMS | {"user_id": 99}), deviates="missing-user"),
    get("A16 C4", "me", "/auth/me", token=access()),
    get("A16", "me of another user", "/auth/me", token=access("user2")),
    get("A17", "me of a user who is gone", "/auth/me", token=token(CLAIMS | {"user_id": 6}), deviates="missing-user"),
    get("D11", "a view", "/view", token=access()),
    get("D11", "a view without a token", "/view"),
    post("D11", "a view for administrators", "/view", token=access("user2")),
    post("D11", "a view for administrators, as another user", "/view", token=access()),
    post("D1", "a body", "/echo", token=access(), json={"a": [1, None]}),
    post("D1", "a body without a token", "/echo", json={"a": 1}),
    post("D1", "a bad body without a token", "/echo", body="{", content_type="application/json"),
    request("OPTIONS", "D10", "OPTIONS of a route", "/protected"),
    request(
        "OPTIONS",
        "D10",
        "the preflight of a page",
        "/protected",
        headers={"Origin": "https://app.example", "Access-Control-Request-Method": "GET"},
        deviates="preflight",
    ),
]
NO_ENDPOINTS = [
    post("A22 B3", "login", "/auth", json={"username": "user1", "password": "abcxyz"}),
    get("A22 B3", "verify", "/auth/verify", token=token(CLAIMS)),
    get("A22 B3", "me", "/auth/me", token=token(CLAIMS)),
    get("A22 L5", "a route", "/protected", token=token(CLAIMS)),
    get("A22 L5", "a route with scopes", "/protected/scoped/1", token=token(CLAIMS)),
    get("A22 L5", "a scope that is not granted", "/protected/scoped/3", token=token(CLAIMS)),
    get("A22 L5", "a route without a token", "/protected"),
]
UNPROTECTED = [
    get("B26", "no token", "/protected"),
    get("B26", "a bad token", "/protected", token="abc"),
    get("B26", "an expired token", "/protected", token=token(CLAIMS | {"exp": In(-4000)})),
    get("B26", "a scope without a token", "/protected/scoped/1"),
    get("B26", "a scope with a token", "/protected/scoped/1", token=access()),
    get("B26", "a scope that is not granted", "/protected/scoped/3", token=access()),
    get("B26", "verify without a token", "/auth/verify"),
    get("B26", "verify with a bad token", "/auth/verify", token="abc"),
    get("B26", "verify", "/auth/verify", token=access()),
]
REDIRECTED = [
    get("D3 B30", "a browser without a token", "/protected", headers={"Accept": "text/html"}),
    get("D3", "a browser with a token", "/protected", headers={"Accept": "text/html"}, token=access()),
    get("D3 D7", "a scope, for a browser", "/protected/scoped/3", headers={"Accept": "text/html"}, token=access()),
]
USER_KEYS = [
    post("B48 C9", "login", "/auth", json={"username": "user1", "password": "abcxyz"}),
    get("B48 C9", "the token of a login", "/protected", token=access()),
    get("B48 C9", "a token of the secret that all share", "/protected", token=token(CLAIMS)),
    get("C9 P8", "a token without a user", "/protected", token=token(without(CLAIMS, "user_id"))),
    get("C9", "no JWT", "/protected", token="abc"),
]

SETUPS = [
    setup("routes", ROUTES),
    setup("auth_mode off", NO_ENDPOINTS, {"auth_mode": False}, {"endpoints": "off"}),
    setup("do_protection off", UNPROTECTED, {"do_protection": False}, {"enforce": "dangerously-off"}),
    setup("redirect_on_fail", REDIRECTED, ours={"login_redirect": "/index.html"}, app={"redirect": True}),
    setup("user_secret_enabled", USER_KEYS, ours={"key_per_user": "on"}, app={"user_secret": True}),
]
