"""The header with the token, as it is written and miswritten."""

from __future__ import annotations

from typing import Any

from harness.case import get
from harness.side import access

from .common import ROUTE, setup


def headers(name: str = "Authorization", scheme: str = "Bearer"):
    """Each way to write the header."""

    def one(rows: str, what: str, write: Any, **parts: Any):
        value = write if isinstance(write, str) else lambda side: write(access()(side))
        return get(rows, what, ROUTE, headers={name: value}, **parts)

    return [
        one("F19", "as it should be", lambda token: f"{scheme} {token}"),
        get("F14 F17", "no header", ROUTE),
        one("F19", "an empty header", ""),
        one("F19", "commas alone", ", ,", deviates="server-error"),
        one("F18", "the scheme in lower case", lambda token: f"{scheme.lower()} {token}"),
        one("F19 F72", "another scheme", lambda token: f"Basic {token}"),
        one("F19", "no scheme", lambda token: token),
        one("F19 F71", "the scheme alone", scheme),
        one("F19", "the scheme and a space", f"{scheme} "),
        one("F19", "two spaces", lambda token: f"{scheme}  {token}"),
        one("F19", "a word more", lambda token: f"{scheme} {token} more"),
        one("F19", "beside another scheme", lambda token: f"Basic abc, {scheme} {token}"),
        one("F19", "two tokens", lambda token: f"{scheme} {token}, {scheme} {token}"),
        one("F19", "a comma at the end", lambda token: f"{scheme} {token},"),
        one("F20", "commas after the scheme", f"{scheme} ,,0"),
    ]


BARE = [
    get("F18", "the token alone", ROUTE, token=access()),
    get("F18", "a token with a scheme", ROUTE, headers={"Authorization": lambda side: f"Bearer {access()(side)}"}),
    get("F18", "no header", ROUTE),
    get("F18", "no JWT", ROUTE, token="abc"),
]

SETUPS = [
    setup("header", headers()),
    setup("a bare header", BARE, {"JWT_HEADER_TYPE": ""}, {"header_prefixes": []}, prefix=""),
    setup(
        "another header",
        headers("X-Token", "JWT")[:6],
        {"JWT_HEADER_NAME": "X-Token", "JWT_HEADER_TYPE": "JWT"},
        {"header_name": "X-Token", "header_prefixes": ["JWT"]},
    ),
]
