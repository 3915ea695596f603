"""Fresh tokens, token types, methods, and what comes first if several things are wrong."""

from __future__ import annotations

from harness.case import get, post, request
from harness.side import access, refresh
from harness.tokens import In, token, without

from .common import ACCESS, REFRESH, ROUTE, setup

FRESH = "/protected/fresh"
FRESHNESS = [
    get("F2 S34", "the token of a login", FRESH, token=access()),
    get("F2 F73", "a token that is not fresh", FRESH, token=token(ACCESS | {"fresh": False})),
    get("F2 F52", "a token without the claim", FRESH, token=token(without(ACCESS, "fresh"))),
    get("F2 F56", "fresh until a time that is to come", FRESH, token=token(ACCESS | {"fresh": In(60)})),
    get("F2 F56", "fresh until a time that is past", FRESH, token=token(ACCESS | {"fresh": In(-60)})),
    get("F2", "a claim of another type", FRESH, token=token(ACCESS | {"fresh": "yes"}), deviates="server-error"),
    get("F14", "no token", FRESH),
    get("F2 F10", "a refresh token", FRESH, token=refresh()),
    get("F10", "a token that expired and is not fresh", FRESH, token=token(ACCESS | {"fresh": False, "exp": In(-10)})),
    get("F10", "a refresh token that expired", ROUTE, token=token(REFRESH | {"exp": In(-10)})),
]
METHODS = [
    request("OPTIONS", "F40", "OPTIONS of a route", ROUTE, deviates="options"),
    request("HEAD", "F84", "HEAD without a token", ROUTE),
    request("HEAD", "F84", "HEAD with a token", ROUTE, token=access()),
    post("F1", "a body", "/echo", token=access(), json={"a": 1}),
    post("F14", "a body without a token", "/echo", json={"a": 1}),
    post("F14", "a bad body without a token", "/echo", body="{", content_type="application/json"),
    get("F85", "another method", "/echo", token=access()),
    get("F91", "the user", "/protected/user", token=access("user2")),
    get("F91", "the user, without a token", "/protected/user"),
]

SETUPS = [setup("fresh tokens", FRESHNESS), setup("methods", METHODS)]
