"""The blocklist: what a logout revokes, and what stays valid."""

from __future__ import annotations

from typing import Any

from harness.case import Request, get, post, request
from harness.side import access, refresh, saved
from harness.tokens import In, token

from .common import ACCESS, REFRESH, RIGHT, ROUTE, setup


def logout(rows: str, name: str, value: Any = None) -> Request:
    """A logout."""
    return request("DELETE", rows, name, "/logout", token=value)


SECOND = saved("second", "access_token")
ACCESS_ALONE = [
    post("F55", "a second login", "/login", json=RIGHT, saved_as="second"),
    logout("F96", "logout with the access token", access()),
    get("F74 F79", "the access token afterwards", ROUTE, token=access()),
    get("F74", "the access token afterwards, at a fresh route", "/protected/fresh", token=access()),
    get("F74", "the access token afterwards, at an optional route", "/protected/optional", token=access()),
    logout("F96 F74", "logout with the same token again", access()),
    post("F96", "the refresh token afterwards", "/refresh", token=refresh()),
    get("F96", "the token of another login", ROUTE, token=SECOND),
    get("F96", "the token of another user", ROUTE, token=access("user2")),
    logout("F14", "logout without a token"),
    logout("F71", "logout with no JWT", "abc"),
    logout("F70", "logout with a token that expired", token(ACCESS | {"exp": In(-10)})),
    get("F85", "logout by GET", "/logout", token=access("user2")),
]
REFRESH_TOKEN = [
    logout("F96", "logout with the refresh token", refresh()),
    post("F74 F79", "the refresh token afterwards", "/refresh", token=refresh()),
    get("F10", "the refresh token as access token afterwards", ROUTE, token=refresh()),
    get("F96", "the access token afterwards", ROUTE, token=access()),
    logout("F96", "logout with a refresh token that the script signed", token(REFRESH)),
    logout("F96", "logout with an access token that the script signed", token(ACCESS)),
    get("F74", "the signed token afterwards", ROUTE, token=token(ACCESS)),
    get("F10", "a revoked token that expired", ROUTE, token=token(ACCESS | {"exp": In(-10)})),
]

SETUPS = [setup("logout", ACCESS_ALONE), setup("logout with the refresh token", REFRESH_TOKEN)]
