"""Scopes: the sample routes for each user, claims of other types, and the rules of the validator."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from harness.case import Request, get
from harness.side import access
from harness.tokens import token, without

from .common import CLAIMS, setup

ROUTES = ["1", "2", "3", "4", "5", "6/1", "7/1", "7/2"]
ROWS = {"1": "S2", "2": "S3", "3": "S6", "4": "S6", "5": "S2", "6/1": "D5", "7/1": "D5", "7/2": "D5"}
USERS = ["user1", "user2", "user3", "user4", "test"]


def samples() -> list[Request]:
    """Each user at each sample route of the documentation."""
    return [
        get(f"D4 {ROWS[route]}", f"{user} at route {route}", f"/protected/scoped/{route}", token=access(user))
        for user in USERS
        for route in ROUTES
    ]


def with_claim(rows: str, name: str, *scopes: Any, **parts: Any) -> Request:
    """A token whose claim has another form; without a value, it has none."""
    claims = without(CLAIMS, "scopes") | ({"scopes": scopes[0]} if scopes else {})
    return get(rows, name, "/protected/scoped/1", token=token(claims), **parts)


CLAIM = [
    with_claim("D4", "no claim"),
    with_claim("S9", "an empty list", []),
    with_claim("S9", "a list of null", [None]),
    with_claim("S9", "null among scopes", [None, "user"]),
    with_claim("D4", "a claim that is null", None),
    with_claim("S10 P5", "a text", "user", deviates="server-error"),
    with_claim("S10 P5", "an object", {"user": True}, deviates="server-error"),
    with_claim("S10 P5", "a number in the list", [1], deviates="server-error"),
    get("D4", "no token", "/protected/scoped/1"),
    get("D4", "a token that is no JWT", "/protected/scoped/1", token="abc"),
    get("D4", "a route of no scope", "/protected", token=token(without(CLAIMS, "scopes"))),
]

# Row, what is required, what the token grants, and whether all scopes and all actions are.
RULES: list[tuple[str, list[str], list[str], bool, bool]] = [
    ("S1", ["user"], ["something"], True, True),
    ("S1", ["User"], ["user"], True, True),
    ("S1", ["user:read"], [":read"], True, True),
    ("S2", ["user"], ["user:read"], True, True),
    ("S3", ["user:read"], ["user"], True, True),
    ("S4", ["user:read"], ["user:read:write"], True, True),
    ("S4", ["user:read:write"], ["user:write:read"], True, True),
    ("S4", ["user:read:write"], ["user:read"], True, True),
    ("S4", ["user:read:write"], ["user:read"], True, False),
    ("S4", ["user:read:delete"], ["user:write"], True, False),
    ("S5", ["user:read:write"], ["user:read", "user:write"], True, True),
    ("S6", ["user", "admin"], ["user"], True, True),
    ("S6", ["user", "admin"], ["user"], False, True),
    ("S7", [""], ["admin"], True, True),
    ("S7", [":read"], [""], True, True),
    ("S8", ["user:"], ["user"], True, True),
    ("S8", ["user:"], ["user:read"], True, True),
    ("S8", ["user:read"], ["user:*"], True, True),
    ("S9", ["user"], [], True, True),
    ("S11", [":read"], ["admin"], True, True),
    ("S11", [":read"], [":read"], True, True),
]


def rules() -> list[Request]:
    """The rules of the validator at a route whose requirement stands in the query."""
    requests = []
    for row, required, granted, every, every_action in RULES:
        options = [("require_all", str(every).lower()), ("require_all_actions", str(every_action).lower())]
        path = f"/scoped?{urlencode([('required', scope) for scope in required] + options)}"
        name = f"{required} of {granted}, {every}, {every_action}"
        requests.append(get(row, name, path, token=token(CLAIMS | {"scopes": granted})))
    return requests


SETUPS = [
    setup("sample routes", samples()),
    setup("the claim of scopes", CLAIM),
    setup("the rules of scopes", rules()),
    setup(
        "scopes_name",
        [
            get("B43", "the claim of the setting", "/protected/scoped/1", token=token(CLAIMS | {"grants": ["user"]})),
            get("B43", "another claim", "/protected/scoped/3", token=token(CLAIMS | {"grants": ["x"]})),
            get("B43", "the token of a login", "/protected/scoped/3", token=access("user2")),
        ],
        {"scopes_name": "grants"},
        {"scopes_claim": "grants"},
    ),
]
