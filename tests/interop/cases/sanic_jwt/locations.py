"""Where the token is: header, cookie, query, and what is searched after what."""

from __future__ import annotations

from harness.case import Request, get
from harness.side import access, query

from .common import setup

ROUTE = "/protected"
BOTH = {"token_delivery": "both"}


def each_location(rows: str, cookie: str = "access_token", parameter: str = "access_token") -> list[Request]:
    """The token in each location alone, in none, and in several."""
    return [
        get(f"{rows} G6", "in the header", ROUTE, token=access()),
        get(f"{rows} G6", "in the cookie", ROUTE, cookies={cookie: access()}),
        get(f"{rows} G6", "in the query", query(ROUTE, **{parameter: access()})),
        get(f"{rows} G4", "nowhere", ROUTE),
        get(f"{rows} G1", "in the cookie and in the header", ROUTE, token=access(), cookies={cookie: access()}),
        get(f"{rows} G1", "in the cookie, and a bad one in the header", ROUTE, token="abc", cookies={cookie: access()}),
        get(f"{rows} G1", "a bad one in the cookie, and in the header", ROUTE, token=access(), cookies={cookie: "abc"}),
        get(
            f"{rows} G1",
            "a bad one in the query, and in the header",
            query(ROUTE, **{parameter: "abc"}),
            token=access(),
        ),
        get(f"{rows} G2", "an empty cookie, and in the header", ROUTE, token=access(), cookies={cookie: ""}),
        get(f"{rows} G3", "an empty parameter, and in the header", query(ROUTE, **{parameter: ""}), token=access()),
    ]


def verified(rows: str) -> list[Request]:
    """No token, at verify and me, whose exception names the location."""
    return [
        get(f"{rows} A10", "nowhere, at verify", "/auth/verify"),
        get(f"{rows} A10", "nowhere, at me", "/auth/me"),
    ]


HEADER = [
    get("B4 B5", "in the header of the setting", ROUTE, token=access()),
    get("B4", "in the usual header", ROUTE, headers={"Authorization": lambda side: f"Bearer {access()(side)}"}),
    get("B5", "with another prefix", ROUTE, headers={"X-Token": lambda side: f"Bearer {access()(side)}"}),
    get("B5", "the prefix in lower case", ROUTE, headers={"X-Token": lambda side: f"mefirst {access()(side)}"}),
    get("B4", "no header", ROUTE),
]
BARE = [
    get("B5", "the token alone", ROUTE, token=access()),
    get("B5", "a token with a scheme", ROUTE, headers={"Authorization": lambda side: f"Bearer {access()(side)}"}),
    get("B5 G5", "an empty header", ROUTE, headers={"Authorization": ""}),
]

OVERRIDDEN = [
    get("B62 B63", "in the cookie, at a route for headers", "/overridden", cookies={"access_token": access()}),
    get("B62 B63", "in the header, at a route for headers", "/overridden", token=access()),
    get("B62", "nowhere, at a route for headers", "/overridden"),
]

SETUPS = [
    setup("header", each_location("G6 B21 B38")[1:3] + OVERRIDDEN[1:]),
    setup(
        "another header",
        HEADER,
        {"authorization_header": "x-token", "authorization_header_prefix": "MeFirst"},
        {"header_name": "X-Token", "header_prefixes": ["MeFirst"]},
        header="X-Token",
        prefix="MeFirst ",
    ),
    setup("a bare header", BARE, {"authorization_header_prefix": ""}, {"header_prefixes": []}, prefix=""),
    setup(
        "cookie, strict",
        each_location("G2 B21 B24 E5") + verified("E5") + OVERRIDDEN,
        {"cookie_set": True},
        {"token_from": ["cookie strict", "header"], **BOTH},
    ),
    setup(
        "cookie, then header",
        each_location("G2 B24"),
        {"cookie_set": True, "cookie_strict": False},
        {"token_from": ["cookie", "header"], **BOTH},
    ),
    setup(
        "query, strict",
        each_location("G3 B38 B39 E6") + verified("E6"),
        {"query_string_set": True},
        {"token_from": ["query strict", "header"]},
    ),
    setup(
        "query, then header",
        each_location("G3 B39"),
        {"query_string_set": True, "query_string_strict": False},
        {"token_from": ["query", "header"]},
    ),
    setup(
        "cookie, query, then header",
        each_location("G1 G4") + verified("G4"),
        {"cookie_set": True, "cookie_strict": False, "query_string_set": True, "query_string_strict": False},
        {"token_from": ["cookie", "query", "header"], **BOTH},
    ),
    setup(
        "cookie, then query, strict",
        each_location("G3")[:4],
        {"cookie_set": True, "cookie_strict": False, "query_string_set": True},
        {"token_from": ["cookie", "query strict", "header"], **BOTH},
    ),
    setup(
        "cookie, strict, before the query",
        each_location("G3")[:4],
        {"cookie_set": True, "query_string_set": True},
        {"token_from": ["cookie strict", "query", "header"], **BOTH},
    ),
    setup(
        "other names of cookie and parameter",
        each_location("B12 B36", "token", "t"),
        {
            "cookie_set": True,
            "cookie_strict": False,
            "query_string_set": True,
            "query_string_strict": False,
            "cookie_access_token_name": "token",
            "query_string_access_token_name": "t",
        },
        {"token_from": ["cookie", "query", "header"], "cookie_access_name": "token", "query_name": "t", **BOTH},
    ),
]
