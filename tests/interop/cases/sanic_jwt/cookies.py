"""The cookies that a login sets, with each attribute, and split tokens."""

from __future__ import annotations

from typing import Any

from harness.case import Request, TokenNames, get, post
from harness.side import access, changed, cookie

from .common import LOGIN, setup

THEIRS = {"cookie_set": True}
OURS = {"token_from": ["cookie strict", "header"], "token_delivery": "both"}
STEPS = [
    post("K1 B21", "login", "/auth", json={"username": "user1", "password": "abcxyz"}),
    get("K1 G2", "a request with the cookie", "/protected", cookies={"access_token": access()}),
]


def attribute(name: str, rows: str, theirs: dict[str, Any], ours: dict[str, Any], refresh: bool = True):
    """A setup in which an attribute of the cookies has another value."""
    requests: list[Request] = [post(f"K1 {rows}", "login", "/auth", json=LOGIN("user1").json)]
    return setup(name, requests, THEIRS | theirs, OURS | ours, refresh=refresh)


SIGNATURE = "access_token_signature"
SPLIT = TokenNames(signature_cookie=SIGNATURE)
HEAD = cookie("access_token")
TAIL = cookie(SIGNATURE)
SPLIT_STEPS = [
    post("K2 B22 B23", "login", "/auth", json={"username": "user1", "password": "abcxyz"}),
    get("K3", "both cookies", "/protected", cookies={"access_token": HEAD, SIGNATURE: TAIL}),
    get("K3", "the claims alone", "/protected", cookies={"access_token": HEAD}),
    get("K3", "the signature alone", "/protected", cookies={SIGNATURE: TAIL}),
    get("K3", "the whole token in the first", "/protected", cookies={"access_token": access(), SIGNATURE: TAIL}),
    get(
        "K3",
        "another signature",
        "/protected",
        cookies={"access_token": HEAD, SIGNATURE: changed(TAIL, lambda s: s[::-1])},
    ),
    get("K3", "both cookies at verify", "/auth/verify", cookies={"access_token": HEAD, SIGNATURE: TAIL}),
    get("K3", "the claims alone at verify", "/auth/verify", cookies={"access_token": HEAD}),
    get("K3", "neither, at verify", "/auth/verify"),
]
INVALID = [
    get("K5", "a bad cookie", "/protected", cookies={"access_token": "abc"}),
    get("K5", "a bad cookie at verify", "/auth/verify", cookies={"access_token": "abc"}),
    get("A20 K5", "a bad cookie at me", "/auth/me", cookies={"access_token": "abc"}),
]
FROM_A_PAGE = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
POSTED = [
    post("K4 P16", "a POST with the cookie", "/echo", cookies={"access_token": access()}, json={"a": 1}),
    post(
        "K4 P16",
        "a POST with the cookie, by a page of another site",
        "/echo",
        cookies={"access_token": access()},
        json={"a": 1},
        headers=FROM_A_PAGE,
        deviates="foreign-page",
    ),
]

SETUPS = [
    setup("cookies", STEPS + INVALID + POSTED, THEIRS, OURS),
    setup("cookies with refresh tokens", STEPS[:1], THEIRS, OURS, refresh=True),
    attribute("cookie_domain", "B13", {"cookie_domain": "example.com"}, {"cookie_domain": "example.com"}),
    attribute("cookie_path", "B17", {"cookie_path": "/app"}, {"cookie_path": "/app"}),
    attribute("cookie_httponly off", "B15", {"cookie_httponly": False}, {"cookie_http_only": "off"}),
    attribute("cookie_secure", "B20", {"cookie_secure": True}, {"cookie_secure": "on"}),
    attribute("cookie_samesite Strict", "B19", {"cookie_samesite": "Strict"}, {"cookie_same_site": "Strict"}),
    attribute(
        "cookie_samesite None",
        "B19 B20",
        {"cookie_samesite": "None", "cookie_secure": True},
        {"cookie_same_site": "None", "cookie_secure": "on"},
    ),
    attribute("cookie_samesite absent", "B19", {"cookie_samesite": None}, {"cookie_same_site": "dangerously-unset"}),
    attribute("cookie_max_age", "B16", {"cookie_max_age": 600}, {"cookie_max_age": "10m"}),
    attribute(
        "names of cookies",
        "B12 B18",
        {"cookie_access_token_name": "a", "cookie_refresh_token_name": "r"},
        {"cookie_access_name": "a", "cookie_refresh_name": "r"},
    ),
    setup("cookie_split", SPLIT_STEPS, THEIRS | {"cookie_split": True}, OURS | {"cookie_split": "on"}, names=SPLIT),
    setup(
        "cookie_split with refresh tokens and another name",
        SPLIT_STEPS[:1],
        THEIRS | {"cookie_split": True, "cookie_split_signature_name": "signature"},
        OURS | {"cookie_split": "on", "cookie_split_signature_name": "signature"},
        refresh=True,
    ),
]
