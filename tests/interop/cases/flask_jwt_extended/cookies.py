"""The cookies that are set and deleted, with each attribute."""

from __future__ import annotations

from typing import Any

from harness.case import Setup, TokenNames, get, post, request
from harness.side import access, cookie, refresh
from harness.tokens import In, resigned

from .common import RIGHT, ROUTE, in_cookies

TOKEN = "access_token_cookie"
RENEWAL = "refresh_token_cookie"
CSRF = {"X-CSRF-TOKEN": cookie("csrf_access_token")}
REFRESH_CSRF = {"X-CSRF-TOKEN": cookie("csrf_refresh_token")}
LOGIN = post("F33 F35 F30 F31", "login", "/login", json=RIGHT)
STEPS = [
    LOGIN,
    get("F24", "the cookie", ROUTE, cookies={TOKEN: access()}),
    get("F24", "no cookie", ROUTE),
    get("F24", "an empty cookie", ROUTE, cookies={TOKEN: ""}),
    get("F24", "the refresh token in the cookie", ROUTE, cookies={TOKEN: refresh()}),
    get("F24 F5", "the cookie of the refresh token", ROUTE, cookies={RENEWAL: refresh()}),
    get("F71", "no JWT", ROUTE, cookies={TOKEN: "abc"}),
    get("F24 F12", "in the header", ROUTE, token=access()),
    get("F24 F1", "no cookie, at an optional route", "/protected/optional"),
    get("F24 F1", "no JWT, at an optional route", "/protected/optional", cookies={TOKEN: "abc"}),
    post("F35 F24", "refresh", "/refresh", cookies={RENEWAL: refresh()}, headers=REFRESH_CSRF),
    post("F24", "refresh without a cookie", "/refresh"),
    post("F24", "refresh with the cookie of the access token", "/refresh", cookies={TOKEN: access()}, headers=CSRF),
    request("DELETE", "F36 F27", "logout without a CSRF value", "/logout", cookies={TOKEN: access()}),
    request("DELETE", "F36 F96", "logout", "/logout", cookies={TOKEN: access(), RENEWAL: refresh()}, headers=CSRF),
    request("DELETE", "F36 F24", "logout without cookies", "/logout"),
    get("F74 F36", "the cookie after the logout", ROUTE, cookies={TOKEN: access()}),
]


def attribute(name: str, rows: str, theirs: dict[str, Any], ours: dict[str, Any]) -> Setup:
    """A setup in which an attribute of the cookies has another value."""
    requests = [
        post(f"F33 {rows}".strip(), "login", "/login", json=RIGHT),
        request("DELETE", f"F36 {rows}".strip(), "logout", "/logout", cookies={TOKEN: access()}, headers=CSRF),
    ]
    return in_cookies(name, requests, theirs, ours)


EXPIRING = resigned(access(), exp=In(60))
IMPLICIT = [
    LOGIN,
    get("F38", "a token that expires soon", ROUTE, cookies={TOKEN: EXPIRING}),
    get("F38", "a token that does not", ROUTE, cookies={TOKEN: access()}),
    get("F38", "a token that expired", ROUTE, cookies={TOKEN: resigned(access(), exp=In(-60))}),
    get("F38", "no token", ROUTE),
    get("F38 F1", "a token that expires soon, at an optional route", "/protected/optional", cookies={TOKEN: EXPIRING}),
    get("F38", "a token that expires soon, at a fresh route", "/protected/fresh", cookies={TOKEN: EXPIRING}),
]

NAMED = TokenNames(access_cookie="a", refresh_cookie="r")

SETUPS = [
    in_cookies("cookies", STEPS),
    in_cookies("implicit refresh", IMPLICIT, ours={"implicit_refresh": "5m", "session_claims": "all"}, app={"implicit_refresh": 300}),
    attribute("JWT_COOKIE_SECURE", "", {"JWT_COOKIE_SECURE": True}, {"cookie_secure": "on"}),
    attribute("JWT_COOKIE_DOMAIN", "", {"JWT_COOKIE_DOMAIN": "example.com"}, {"cookie_domain": "example.com"}),
    attribute("JWT_COOKIE_SAMESITE Lax", "", {"JWT_COOKIE_SAMESITE": "Lax"}, {"cookie_same_site": "Lax"}),
    attribute("JWT_COOKIE_SAMESITE Strict", "", {"JWT_COOKIE_SAMESITE": "Strict"}, {"cookie_same_site": "Strict"}),
    attribute("JWT_SESSION_COOKIE off", "F34", {"JWT_SESSION_COOKIE": False}, {"cookie_max_age": "365d"}),
    attribute(
        "paths of cookies",
        "F32",
        {f"JWT_{kind}_COOKIE_PATH": "/app" for kind in ("ACCESS", "REFRESH", "ACCESS_CSRF", "REFRESH_CSRF")},
        {"cookie_path": "/app"},
    ),
    in_cookies(
        "names of cookies",
        [
            post("F24 F31", "login", "/login", json=RIGHT),
            get("F24", "the cookie of the setting", ROUTE, cookies={"a": access()}),
            get("F24", "the usual cookie", ROUTE, cookies={TOKEN: access()}),
            post("F24 F31", "refresh", "/refresh", cookies={"r": refresh()}, headers={"X-CSRF-TOKEN": cookie("cr")}),
        ],
        {
            "JWT_ACCESS_COOKIE_NAME": "a",
            "JWT_REFRESH_COOKIE_NAME": "r",
            "JWT_ACCESS_CSRF_COOKIE_NAME": "ca",
            "JWT_REFRESH_CSRF_COOKIE_NAME": "cr",
        },
        {"cookie_access_name": "a", "cookie_refresh_name": "r", "csrf_cookie": "ca", "csrf_refresh_cookie": "cr"},
        names=NAMED,
    ),
]
