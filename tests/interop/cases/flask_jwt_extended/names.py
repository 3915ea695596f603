"""The member of the text."""

from __future__ import annotations

from harness.case import get, post
from harness.side import access

from .common import RIGHT, ROUTE, setup

NAMED = [
    get("F83", "no token", ROUTE),
    get("F83", "no JWT", ROUTE, token="abc"),
    get("F83", "a refresh that is none", "/protected/fresh", token="abc"),
    post("F83", "no refresh token", "/refresh"),
    post("F83", "an access token for the refresh", "/refresh", token=access()),
]

SETUPS = [
    setup("JWT_ERROR_MESSAGE_KEY", NAMED, {"JWT_ERROR_MESSAGE_KEY": "message"}, {"error_message_key": "message"}),
    setup(
        "JWT_ERROR_MESSAGE_KEY and the login",
        [post("F83", "login", "/login", json=RIGHT)],
        {"JWT_ERROR_MESSAGE_KEY": "message"},
        {"error_message_key": "message"},
    ),
]
