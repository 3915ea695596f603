"""Esmerald 3.5.1 with python-jose 3.5."""

from __future__ import annotations

from typing import Any

from harness.case import Request, Setup, Suite, TokenNames, get, post, request
from harness.side import access, changed, of_other, refresh, saved
from harness.tokens import LONG_SECRET, OTHER_SECRET, RSA, SECRET, In, sign, token, without

ROUTE = "/protected"
ACCESS: dict[str, Any] = {"exp": In(300), "iat": In(-1), "sub": "1", "token_type": "access_token"}
REFRESH = ACCESS | {"exp": In(86_400), "token_type": "refresh_token"}
HEADER = {"alg": "HS256", "typ": "JWT"}
CUT = changed(access(), lambda text: text.rpartition(".")[0])
FORGED = changed(access(), lambda text: text[:-4] + "AAAA")


def login(user: str) -> Request:
    """The login of a user."""
    body = {"email": user, "password": "test" if user == "test" else "abcxyz"}
    return post("", f"login of {user}", "/auth/signin", json=body)


RIGHT = login("user1").json


def attempt(rows: str, name: str, **parts: Any) -> Request:
    """A login."""
    return post(rows, name, "/auth/signin", **parts)


LOGINS = [
    attempt("E42 E46 E24", "right credentials", json=RIGHT),
    attempt("E42 E46", "another user", json=RIGHT | {"email": "user2"}),
    attempt("E42", "a wrong password", json=RIGHT | {"password": "wrong"}),
    attempt("E42 E43", "an unknown user", json=RIGHT | {"email": "unknown"}),
    attempt("E42", "an inactive user", json=RIGHT | {"email": "gone"}),
    attempt("E42 E36", "no password", json={"email": "user1"}, deviates="validation-page"),
    attempt("E42 E36", "no member at all", json={}, deviates="validation-page"),
    attempt("E42", "a member more", json=RIGHT | {"remember": True}),
    get("E42", "a login by GET", "/auth/signin"),
]


def exchange(rows: str, name: str, value: Any, **parts: Any) -> Request:
    """A refresh."""
    return post(rows, name, "/auth/refresh-access", json={"refresh_token": value}, **parts)


REFRESHES = [
    exchange("E45", "the refresh token", refresh(), saved_as="refreshed"),
    get("E45", "the new access token", ROUTE, token=saved("refreshed", "access_token")),
    exchange("E45", "the same refresh token again", refresh()),
    exchange("E45", "an access token", access()),
    exchange("E45", "no JWT", "abc"),
    exchange("E45", "a refresh token that expired", token(REFRESH | {"exp": In(-60)})),
    exchange("E45", "a refresh token of another secret", token(REFRESH, OTHER_SECRET)),
    exchange("E45", "a refresh token that the script signed", token(REFRESH)),
    exchange("E45", "the refresh token of a user who is gone", token(REFRESH | {"sub": "6"}), deviates="missing-user"),
    post("E45 E36", "no refresh token", "/auth/refresh-access", json={}, deviates="validation-page"),
    get("E44 E35", "the refresh token as access token", ROUTE, token=refresh()),
]


def header(rows: str, name: str, write: Any, **parts: Any) -> Request:
    """A header `Authorization`."""
    value = write if isinstance(write, str) else lambda side: write(access()(side))
    return get(rows, name, ROUTE, headers={"Authorization": value}, **parts)


HEADERS = [
    get("E31 E3", "no header", ROUTE),
    header("E31", "an empty header", ""),
    header("E31 E7", "the scheme in lower case", lambda text: f"bearer {text}"),
    header("E31", "another scheme", lambda text: f"Basic {text}"),
    header("E31", "no scheme", "abc"),
    header("E31", "no scheme before a token", lambda text: text, deviates="echoed-token"),
    header("E31", "the scheme alone", "Bearer"),
    header("E32", "two spaces", lambda text: f"Bearer  {text}"),
    header("E32", "a word more", lambda text: f"Bearer {text} more"),
    get("E34", "a public route", "/"),
    get("E30 E44", "the user", "/protected/user", token=access()),
    get("E31", "the user without a token", "/protected/user"),
    request("HEAD", "E31", "HEAD without a token", ROUTE),
    get("E36", "no other page", "/other"),
]


def present(rows: str, name: str, value: Any, **parts: Any) -> Request:
    """A token."""
    return get(rows, f"a token: {name}", ROUTE, token=value, **parts)


TOKENS = [
    present("E30", "of a login", access()),
    present("E46", "with the right claims", token(ACCESS)),
    present("E31", "no JWT", "abc"),
    present("E31", "two segments", CUT),
    present("E31", "no base64url", "a.b.c"),
    present("E31", "claims that are a list", lambda _: sign(HEADER, ["1"], "HS256", SECRET)),
    present("E31", "a signature of another token", FORGED),
    present("E31", "another secret", token(ACCESS, OTHER_SECRET)),
    present("E31 E4", "no signature", lambda _: sign(HEADER | {"alg": "none"}, {"sub": "1"}, "none", "")),
    present("E31 E4", "HS512", token(ACCESS, algorithm="HS512")),
    present("E31 E20", "expired", token(ACCESS | {"exp": In(-60)})),
    present("E31", "not yet valid", token(ACCESS | {"nbf": In(60)})),
    present("E20 E28", "without exp", token(without(ACCESS, "exp")), deviates="validation-page"),
    present("E21 E28", "issued ahead", token(ACCESS | {"iat": In(60)}), deviates="validation-page"),
    present("E21", "without iat", token(without(ACCESS, "iat"))),
    present("E22", "sub that is a number", token(ACCESS | {"sub": 1})),
    present("E22", "without sub", token(without(ACCESS, "sub"))),
    present(
        "E23", "of an audience that is not expected", token(ACCESS | {"aud": "others"}), deviates="foreign-audience"
    ),
    present("E23", "of an issuer that is not expected", token(ACCESS | {"iss": "others"})),
    present("E25", "of another type", token(ACCESS | {"token_type": "app"}), deviates="token-type"),
    present("E25", "without a type", token(without(ACCESS, "token_type")), deviates="token-type"),
    present("E31", "of a user who is gone", token(ACCESS | {"sub": "6"})),
    present("E31 E33", "of an unknown user", token(ACCESS | {"sub": "99"})),
    present("E25", "with another claim", token(ACCESS | {"language": "en"})),
]


def setup(
    name: str,
    requests: list[Request],
    theirs: dict[str, Any] | None = None,
    ours: dict[str, Any] | None = None,
    app: dict[str, Any] | None = None,
    **parts: Any,
) -> Setup:
    """A setup whose servers have the shared secret."""
    given = {"signing_key": SECRET} | (theirs or {}) | {"app": app or {}}
    return Setup(name, login, requests, given, ours or {}, **parts)


LOGIN = attempt("E42", "login", json=RIGHT)
OWN = get("E30", "the token of the login", ROUTE, token=access())
RSA_THEIRS = {"algorithm": "RS256", "signing_key": RSA.private}, {"public_key": RSA.public}
RSA_OURS = {"algorithm": "RS256", "private_key": RSA.private, "secret": None, "session_secret": SECRET}
CROSSING = [
    get("E30", "the token of the other", ROUTE, token=of_other(access("user2"))),
    get("E30", "the user of the other's token", "/protected/user", token=of_other(access("user2"))),
    get("E44", "the refresh token of the other as access token", ROUTE, token=of_other(refresh("user2"))),
    exchange("E45", "the refresh token of the other", of_other(refresh("user2"))),
]

SUITE = Suite(
    original="esmerald",
    preset="esmerald",
    ours={"secret": SECRET, "rate_limit": "off", "adopt_until": "2100-01-01T00:00:00Z"},
    setups=[
        setup("login", LOGINS),
        setup("refresh", REFRESHES),
        setup("headers", HEADERS),
        setup("tokens", TOKENS),
        setup(
            "auth_header_types",
            [
                header("E7", "the first", lambda text: f"Bearer {text}"),
                header("E7", "the second", lambda text: f"Token {text}"),
                header("E7", "another", lambda text: f"JWT {text}"),
                get("E31", "no header", ROUTE),
            ],
            {"auth_header_types": ["Bearer", "Token"]},
            {"header_prefixes": ["Bearer", "Token"]},
        ),
        setup(
            "authorization_header",
            [
                get("E3", "the header of the setting", ROUTE, token=access()),
                header("E3", "the usual header", lambda text: f"Bearer {text}"),
            ],
            {"authorization_header": "X-Token"},
            {"header_name": "X-Token"},
            header="X-Token",
        ),
        setup(
            "lifetimes",
            [attempt("E5 E6", "login", json=RIGHT), exchange("E5", "refresh", refresh())],
            {"access_token_lifetime": 60, "refresh_token_lifetime": 3600},
            {"access_ttl": "1m", "refresh_ttl": "1h"},
        ),
        setup(
            "names of tokens",
            [
                attempt("E15", "login", json=RIGHT),
                get("E15", "the token of the login", ROUTE, token=access()),
                get("E15", "the refresh token", ROUTE, token=refresh()),
            ],
            {"access_token_name": "access", "refresh_token_name": "refresh"},
            {
                "access_token_key": "access",
                "refresh_token_key": "refresh",
                "token_type": "access",
                "refresh_token_type": "refresh",
            },
            names=TokenNames(access="access", refresh="refresh"),
        ),
        setup(
            "algorithm HS512",
            [LOGIN, OWN, get("E4", "a token of HS256", ROUTE, token=token(ACCESS, LONG_SECRET))],
            {"algorithm": "HS512", "signing_key": LONG_SECRET},
            {"algorithm": "HS512", "secret": LONG_SECRET},
        ),
        setup("algorithm RS256", [LOGIN, OWN], RSA_THEIRS[0], RSA_OURS, RSA_THEIRS[1]),
        setup("crossing, HS256", CROSSING),
        setup("crossing, RS256", CROSSING, RSA_THEIRS[0], RSA_OURS, RSA_THEIRS[1]),
    ],
)
