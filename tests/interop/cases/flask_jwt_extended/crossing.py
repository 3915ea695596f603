"""Tokens and cookies cross: each server gets those of the other one."""

from __future__ import annotations

from harness.case import get, post
from harness.side import access, cookie, of_other, refresh

from .claims import KEYS
from .common import ROUTE, in_cookies, setup

TOKEN = of_other(access("user2"))
RENEWAL = of_other(refresh("user2"))
CROSSING = [
    get("F1", "the access token of the other", ROUTE, token=TOKEN),
    get("F2", "the access token of the other, at a fresh route", "/protected/fresh", token=TOKEN),
    get("F1", "the access token of the other, at an optional route", "/protected/optional", token=TOKEN),
    get("F91", "the user of the other's token", "/protected/user", token=TOKEN),
    get("F3", "the refresh token of the other as access token", ROUTE, token=RENEWAL),
    post(
        "F3", "the refresh token of the other at a route for refresh tokens", "/protected/refresh-only", token=RENEWAL
    ),
    post("F3 F57", "the refresh token of the other", "/refresh", token=RENEWAL),
]
VALUE = of_other(cookie("csrf_access_token", "user2"))
REFRESH_VALUE = of_other(cookie("csrf_refresh_token", "user2"))
COOKIES = [
    get("F24", "the cookie of the other", ROUTE, cookies={"access_token_cookie": TOKEN}),
    post(
        "F27",
        "the cookie and the CSRF value of the other",
        "/echo",
        json={"a": 1},
        cookies={"access_token_cookie": TOKEN},
        headers={"X-CSRF-TOKEN": VALUE},
    ),
    post(
        "F27",
        "the cookie of the other with a wrong CSRF value",
        "/echo",
        json={"a": 1},
        cookies={"access_token_cookie": TOKEN},
        headers={"X-CSRF-TOKEN": "x"},
    ),
    post(
        "F27",
        "the refresh cookie of the other",
        "/refresh",
        cookies={"refresh_token_cookie": RENEWAL},
        headers={"X-CSRF-TOKEN": REFRESH_VALUE},
    ),
]

SETUPS = [
    setup("crossing, HS256", CROSSING),
    setup("crossing, RS256", CROSSING, {"JWT_ALGORITHM": "RS256"} | KEYS[0], {"algorithm": "RS256"} | KEYS[1]),
    in_cookies("crossing in cookies, HS256", COOKIES),
    in_cookies(
        "crossing in cookies, RS256", COOKIES, {"JWT_ALGORITHM": "RS256"} | KEYS[0], {"algorithm": "RS256"} | KEYS[1]
    ),
]
