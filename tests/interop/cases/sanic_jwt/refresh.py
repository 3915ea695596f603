"""`POST /auth/refresh`: by header and body, by cookies, by the query."""

from __future__ import annotations

from typing import Any

from harness.case import Request, get, post
from harness.side import access, query, refresh, saved
from harness.tokens import OTHER_SECRET, In, token

from .common import CLAIMS, setup

PATH = "/auth/refresh"
BODY = {"refresh_token": refresh()}
EXPIRED = token(CLAIMS | {"exp": In(-4000)})


def exchange(rows: str, name: str, **parts: Any) -> Request:
    """A refresh."""
    return post(rows, name, PATH, **parts)


BY_HEADER = [
    exchange("J1 J3 G7", "both tokens", token=access(), json=BODY, saved_as="refreshed"),
    get("J3", "the new access token", "/protected", token=saved("refreshed", "access_token")),
    exchange("J3 P10", "the same refresh token again", token=saved("refreshed", "access_token"), json=BODY),
    exchange("J1 J7", "an access token that expired", token=EXPIRED, json=BODY),
    exchange("J1", "an access token of another secret", token=token(CLAIMS, OTHER_SECRET), json=BODY),
    exchange("J1", "an access token that is no JWT", token="abc", json=BODY),
    exchange("J1", "an access token not yet valid", token=token(CLAIMS | {"nbf": In(4000)}), json=BODY),
    exchange("J4", "no access token", json=BODY),
    exchange("J4", "no refresh token", token=access(), json={}),
    exchange("J4", "a refresh token that is null", token=access(), json={"refresh_token": None}),
    exchange("J4", "an empty refresh token", token=access(), json={"refresh_token": ""}),
    exchange("J4", "no body", token=access(), deviates="server-error"),
    exchange("J4", "a list", token=access(), json=["x"], deviates="server-error"),
    exchange("J2", "an unknown refresh token", token=access(), json={"refresh_token": "0" * 48}),
    exchange("J2", "a refresh token that is a number", token=access(), json={"refresh_token": 1}),
    exchange("J2", "the refresh token of another user", token=access(), json={"refresh_token": refresh("user2")}),
    exchange("J2", "the access token as refresh token", token=access(), json={"refresh_token": access()}),
    exchange("J1", "another scheme", headers={"Authorization": lambda side: f"Basic {access()(side)}"}, json=BODY),
    exchange(
        "J6",
        "an access token of a user who is gone",
        token=token(CLAIMS | {"user_id": 6}),
        json=BODY,
        deviates="server-error",
    ),
    get("G7", "the refresh token as access token", "/protected", token=refresh()),
    exchange("J3 H1", "another user", token=access("user2"), json={"refresh_token": refresh("user2")}),
]
COOKIES = {"access_token": access(), "refresh_token": refresh()}
BY_COOKIE = [
    exchange("J3 G7 B18", "both cookies", cookies=COOKIES),
    exchange("J4", "no refresh token", cookies={"access_token": access()}),
    exchange("J4", "no access token", cookies={"refresh_token": refresh()}),
    exchange("J4", "no cookie"),
    exchange("J2", "an unknown refresh token", cookies={"access_token": access(), "refresh_token": "x"}),
    exchange("J1", "an access token that expired", cookies=COOKIES | {"access_token": EXPIRED}),
    exchange("J1", "a bad access token", cookies=COOKIES | {"access_token": "abc"}),
]
MIXED = [
    exchange(
        "G8",
        "the access token in a cookie, the refresh token in the body",
        cookies={"access_token": access()},
        json=BODY,
    ),
    exchange(
        "G8",
        "the access token in the header, the refresh token in a cookie",
        token=access(),
        cookies={"refresh_token": refresh()},
    ),
    exchange("G8 J3", "both in header and body", token=access(), json=BODY),
    exchange("G8 J3", "both in cookies", cookies=COOKIES),
]
BY_QUERY = [
    post("G7 B36 B37", "both parameters", query(PATH, access_token=access(), refresh_token=refresh())),
    post("J4 E6", "no refresh token", query(PATH, access_token=access())),
    post("J4 E6", "no access token", query(PATH, refresh_token=refresh())),
    post("J2", "an unknown refresh token", query(PATH, access_token=access(), refresh_token="x")),
    post("J4", "both in header and body", PATH, token=access(), json=BODY),
]
NAMED = [
    exchange(
        "B41 B1",
        "the members of the settings",
        token=saved("login", "jwt"),
        json={"renewal": saved("login", "renewal")},
    ),
    exchange("B41", "the usual member", token=saved("login", "jwt"), json={"refresh_token": saved("login", "renewal")}),
]
COOKIE_OURS = {"token_delivery": "both"}

SETUPS = [
    setup("refresh", BY_HEADER, refresh=True),
    setup(
        "refresh by cookies",
        BY_COOKIE,
        {"cookie_set": True},
        {"token_from": ["cookie strict", "header"], **COOKIE_OURS},
        True,
    ),
    setup(
        "refresh by cookies or not",
        MIXED,
        {"cookie_set": True, "cookie_strict": False},
        {"token_from": ["cookie", "header"], **COOKIE_OURS},
        True,
    ),
    setup(
        "refresh by the query", BY_QUERY, {"query_string_set": True}, {"token_from": ["query strict", "header"]}, True
    ),
    setup(
        "refresh with other names",
        [
            post("B41 B1", "login", "/auth", json={"username": "user1", "password": "abcxyz"}, saved_as="login"),
            *NAMED,
        ],
        {"access_token_name": "jwt", "refresh_token_name": "renewal"},
        {"access_token_key": "jwt", "refresh_token_key": "renewal"},
        True,
    ),
    setup(
        "refresh with another cookie",
        [exchange("B18", "the cookie of the setting", cookies={"access_token": access(), "r": refresh()})],
        {"cookie_set": True, "cookie_refresh_token_name": "r"},
        {"token_from": ["cookie strict", "header"], "cookie_refresh_name": "r", **COOKIE_OURS},
        True,
    ),
    setup(
        "refresh with another parameter",
        [post("B37", "the parameter of the setting", query(PATH, access_token=access(), r=refresh()))],
        {"query_string_set": True, "query_string_refresh_token_name": "r"},
        {"token_from": ["query strict", "header"], "query_refresh_name": "r"},
        True,
    ),
]
