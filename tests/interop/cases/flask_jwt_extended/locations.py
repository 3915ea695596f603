"""Where the token is: cookies, query, JSON, and several of them."""

from __future__ import annotations

from typing import Any

from harness.case import Request, get, post
from harness.side import access, query, refresh

from .common import ROUTE, setup

LIST = ["x"]
QUERY = [
    get("F21", "in the query", query(ROUTE, jwt=access())),
    get("F21", "no parameter", ROUTE),
    get("F21", "an empty parameter", query(ROUTE, jwt="")),
    get("F21", "no JWT", query(ROUTE, jwt="abc")),
    get("F12", "in the header", ROUTE, token=access()),
    get("F4", "in the query, at a route for headers", query("/overridden", jwt=access())),
    get("F4", "in the header, at a route for headers", "/overridden", token=access()),
    post("F21 F3", "a refresh token in the query", query("/refresh", jwt=refresh())),
]
PREFIXED = [
    get("F22", "with the prefix", query(ROUTE, jwt=lambda side: f"Bearer {access()(side)}")),
    get("F22", "without the prefix", query(ROUTE, jwt=access())),
    get("F22", "no parameter", ROUTE),
]


def echo(rows: str, name: str, **parts: Any) -> Request:
    """A request whose body may hold the token."""
    return post(rows, name, "/echo", **parts)


JSON = [
    echo("F23", "in the body", json={"access_token": access()}),
    echo(
        "F23",
        "in the body, with a charset",
        json={"access_token": access()},
        content_type="application/json; charset=utf-8",
    ),
    echo("F23", "no member", json={"a": 1}),
    echo("F23", "an empty member", json={"access_token": ""}),
    echo("F23", "a number", json={"access_token": 1}),
    echo("F23", "no JWT", json={"access_token": "abc"}),
    echo("F23", "no JSON", body="{", content_type="application/json"),
    echo("F23", "no body", content_type="application/json"),
    echo("F23", "another content type", body="access_token=abc", content_type="application/x-www-form-urlencoded"),
    echo("F23", "a list", json=LIST, deviates="server-error"),
    get("F23", "no body by GET", ROUTE),
    post("F23", "a refresh token in the body", "/refresh", json={"refresh_token": refresh()}),
    post("F23", "a refresh token in the member of access tokens", "/refresh", json={"access_token": refresh()}),
    post("F23", "no refresh token", "/refresh", json={}),
]
COOKIE = "access_token_cookie"
ALL = [
    get("F13 F16", "in the header", ROUTE, token=access()),
    get("F13 F16", "in the cookie", ROUTE, cookies={COOKIE: access()}),
    get("F13 F16", "in the query", query(ROUTE, jwt=access())),
    echo("F13 F16", "in the body", json={"access_token": access()}),
    get("F15", "nowhere", ROUTE),
    echo("F15", "nowhere, in a body", json={"a": 1}),
    get(
        "F13",
        "another scheme in the header, and in the query",
        query(ROUTE, jwt=access()),
        headers={"Authorization": "Basic x"},
    ),
    get("F13", "a bad one in the header, and in the query", query(ROUTE, jwt=access()), token="abc"),
    get("F13", "in the header, and a bad one in the query", query(ROUTE, jwt="abc"), token=access()),
    get("F13", "in the header, and a bad one in the cookie", ROUTE, token=access(), cookies={COOKIE: "abc"}),
    get("F13", "a bad one in the cookie, and in the query", query(ROUTE, jwt=access()), cookies={COOKIE: "abc"}),
    get("F1 F15", "nowhere, at an optional route", "/protected/optional"),
    get("F4", "in the cookie, at a route for headers", "/overridden", cookies={COOKIE: access()}),
]
COOKIES_FIRST = [
    echo(
        "F13",
        "in the cookie without a CSRF value, and in the header",
        cookies={COOKIE: access()},
        token=access(),
        json={"a": 1},
    ),
    get("F13", "a bad one in the cookie, and in the header", ROUTE, cookies={COOKIE: "abc"}, token=access()),
    get("F13", "in the cookie, and a bad one in the header", ROUTE, cookies={COOKIE: access()}, token="abc"),
    get("F15", "nowhere", ROUTE),
]

SETUPS = [
    setup("query", QUERY, {"JWT_TOKEN_LOCATION": ["query_string"]}, {"token_from": ["query"]}),
    setup(
        "query with another name and a prefix",
        [
            get("F21", "the parameter of the setting", query(ROUTE, t=lambda side: f"JWT {access()(side)}")),
            get("F21", "no parameter", ROUTE),
        ],
        {"JWT_TOKEN_LOCATION": ["query_string"], "JWT_QUERY_STRING_NAME": "t", "JWT_QUERY_STRING_VALUE_PREFIX": "JWT "},
        {"token_from": ["query"], "query_name": "t", "query_prefix": "JWT ", "query_refresh_name": "t"},
    ),
    setup(
        "query with a prefix",
        PREFIXED,
        {"JWT_TOKEN_LOCATION": ["query_string"], "JWT_QUERY_STRING_VALUE_PREFIX": "Bearer "},
        {"token_from": ["query"], "query_prefix": "Bearer "},
    ),
    setup("json", JSON, {"JWT_TOKEN_LOCATION": ["json"]}, {"token_from": ["json"]}),
    setup(
        "json with other members",
        [
            echo("F23", "the member of the setting", json={"jwt": access()}),
            echo("F23", "the usual member", json={"access_token": access()}),
            post("F23", "the member of refresh tokens", "/refresh", json={"renewal": refresh()}),
            post("F23", "the usual member of refresh tokens", "/refresh", json={"refresh_token": refresh()}),
        ],
        {"JWT_TOKEN_LOCATION": ["json"], "JWT_JSON_KEY": "jwt", "JWT_REFRESH_JSON_KEY": "renewal"},
        {"token_from": ["json"], "json_key": "jwt", "json_refresh_key": "renewal"},
    ),
    setup(
        "all locations",
        ALL,
        {"JWT_TOKEN_LOCATION": ["headers", "cookies", "query_string", "json"]},
        {"token_from": ["header", "cookie", "query", "json"], "token_delivery": "body"},
    ),
    setup(
        "cookies before headers",
        COOKIES_FIRST,
        {"JWT_TOKEN_LOCATION": ["cookies", "headers"]},
        {"token_from": ["cookie", "header"], "token_delivery": "body"},
    ),
]
