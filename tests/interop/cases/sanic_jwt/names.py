"""Names: members, paths, claims."""

from __future__ import annotations

from harness.case import TokenNames, get, post
from harness.side import access
from harness.tokens import token, without

from .common import CLAIMS, LOGIN, login_at, setup

RIGHT = LOGIN("user1").json
UID = without(CLAIMS, "user_id") | {"uid": 1}

SETUPS = [
    setup(
        "access_token_name",
        [
            post("B1", "login", "/auth", json=RIGHT),
            get("B1", "the token of the login", "/protected", token=access()),
        ],
        {"access_token_name": "jwt"},
        {"access_token_key": "jwt"},
        names=TokenNames(access="jwt"),
    ),
    setup(
        "paths",
        [
            post("B31", "login", "/auth/login", json=RIGHT),
            post("B31", "login at the usual path", "/auth", json=RIGHT),
            get("B33", "me", "/auth/user", token=access()),
            get("B33", "me at the usual path", "/auth/me", token=access()),
            get("B34", "verify", "/auth/check", token=access()),
            get("B34", "verify at the usual path", "/auth/verify", token=access()),
            post("B32", "refresh", "/auth/renew", token=access(), json={"refresh_token": "x"}),
            post("B32", "refresh at the usual path", "/auth/refresh", token=access(), json={"refresh_token": "x"}),
        ],
        {
            "path_to_authenticate": "/login",
            "path_to_retrieve_user": "/user",
            "path_to_verify": "/check",
            "path_to_refresh": "/renew",
        },
        {"path_authenticate": "/login", "path_me": "/user", "path_verify": "/check", "path_refresh": "/renew"},
        refresh=True,
        login=login_at("/auth/login"),
    ),
    setup(
        "user_id",
        [
            post("B47 H1", "login", "/auth", json=RIGHT),
            get("B47", "the token of the login", "/protected", token=access()),
            get("B47", "the user", "/protected/user", token=access()),
            get("B47", "a token with the claim", "/protected/user", token=token(UID)),
            get("B47 I9", "a token with the usual claim", "/protected", token=token(CLAIMS)),
        ],
        {"user_id": "uid"},
        {"subject_claim": "uid"},
    ),
    setup(
        "a slash at the end",
        [
            post("A1 A25", "login", "/auth/", json=RIGHT),
            get("A25", "verify", "/auth/verify/", token=access()),
            get("A25", "me", "/auth/me/", token=access()),
        ],
    ),
]
