"""Flask-JWT 0.3.2 with PyJWT 1.4.2."""

from __future__ import annotations

from typing import Any

from harness.case import Request, Setup, Suite, get, post, request
from harness.side import access, changed, form, of_other
from harness.tokens import LONG_SECRET, OTHER_SECRET, RSA, SECRET, In, sign, token, without

ROUTE = "/protected"
CLAIMS: dict[str, Any] = {"exp": In(300), "iat": In(0), "nbf": In(0), "identity": 1}
HEADER = {"alg": "HS256", "typ": "JWT"}
CUT = changed(access(), lambda text: text.rpartition(".")[0])
FORGED = changed(access(), lambda text: text[:-4] + "AAAA")


def login(user: str) -> Request:
    """The login of a user."""
    body = {"username": user, "password": "test" if user == "test" else "abcxyz"}
    return post("", f"login of {user}", "/auth", json=body)


RIGHT = login("user1").json


def attempt(rows: str, name: str, **parts: Any) -> Request:
    """A login."""
    return post(rows, name, "/auth", **parts)


LOGINS = [
    attempt("J47 J24 J28", "right credentials", json=RIGHT),
    attempt("J47", "a user without scopes", json={"username": "test", "password": "test"}),
    attempt("J48 J21", "a wrong password", json=RIGHT | {"password": "wrong"}),
    attempt("J48", "an unknown user", json=RIGHT | {"username": "unknown"}),
    attempt("J48", "an inactive user", json=RIGHT | {"username": "gone"}),
    attempt("J48", "no password", json={"username": "user1"}),
    attempt("J48", "no username", json={"password": "abcxyz"}),
    attempt("J48", "an empty password", json=RIGHT | {"password": ""}),
    attempt("J48", "a member more", json=RIGHT | {"remember": True}),
    attempt("J48", "no member at all", json={}),
    attempt("J49", "no JSON", body="{", content_type="application/json", deviates="unreadable-body"),
    attempt("J49", "a list", json=["user1", "abcxyz"], deviates="server-error"),
    attempt("J49", "no body", deviates="server-error"),
    attempt(
        "J49", "a form", body=form(**RIGHT), content_type="application/x-www-form-urlencoded", deviates="server-error"
    ),
    get("J4", "a login by GET", "/auth"),
    get("J4", "no other page", "/other"),
]


def header(rows: str, name: str, write: Any, **parts: Any) -> Request:
    """A header `Authorization`."""
    value = write if isinstance(write, str) else lambda side: write(access()(side))
    return get(rows, name, ROUTE, headers={"Authorization": value}, **parts)


HEADERS = [
    get("J41 J1", "no header", ROUTE),
    header("J41", "an empty header", ""),
    header("J49", "a space", " "),
    header("J9", "the prefix in lower case", lambda text: f"jwt {text}"),
    header("J9", "the prefix in both cases", lambda text: f"Jwt {text}"),
    header("J42", "another scheme", lambda text: f"Bearer {text}"),
    header("J42", "no scheme", lambda text: text),
    header("J43", "the scheme alone", "JWT"),
    header("J44", "a word more", lambda text: f"JWT {text} more"),
    header("J44", "two spaces", lambda text: f"JWT  {text}"),
    post("J41", "a body without a token", "/echo", json={"a": 1}),
    post("J30", "a body", "/echo", token=access(), json={"a": 1}),
    request("HEAD", "J50", "HEAD without a token", ROUTE),
    request("OPTIONS", "J50", "OPTIONS of a route", ROUTE, deviates="options"),
    get("J30", "a public route", "/"),
    get("J31 J22", "the user", "/protected/user", token=access()),
    get("J31", "another user", "/protected/user", token=access("user2")),
    get("J41", "the user without a token", "/protected/user"),
]


def present(rows: str, name: str, value: Any, **parts: Any) -> Request:
    """A token."""
    return get(rows, f"a token: {name}", ROUTE, token=value, **parts)


TOKENS = [
    present("J30", "of a login", access()),
    present("J28", "with the right claims", token(CLAIMS)),
    present("J45", "no JWT", "abc"),
    present("J45", "two segments", CUT),
    present("J45", "no base64url", "a.b.c"),
    present("J45", "claims that are a list", lambda _: sign(HEADER, ["1"], "HS256", SECRET)),
    present("J45", "a signature of another token", FORGED),
    present("J45", "another secret", token(CLAIMS, OTHER_SECRET)),
    present("J6", "no signature", lambda _: sign(HEADER | {"alg": "none"}, {"identity": 1}, "none", "")),
    present("J6", "HS512", token(CLAIMS, algorithm="HS512")),
    present("J45 J7", "expired", token(CLAIMS | {"exp": In(-15)})),
    present("J7", "expired within the leeway", token(CLAIMS | {"exp": In(-5)})),
    present("J45 J7", "not yet valid", token(CLAIMS | {"nbf": In(15)})),
    present("J7", "not yet valid, within the leeway", token(CLAIMS | {"nbf": In(5)})),
    present("J45", "issued ahead", token(CLAIMS | {"iat": In(60)})),
    present("J7", "issued ahead, within the leeway", token(CLAIMS | {"iat": In(5)})),
    present("J13", "without exp", token(without(CLAIMS, "exp"))),
    present("J13", "without iat", token(without(CLAIMS, "iat"))),
    present("J13", "without nbf", token(without(CLAIMS, "nbf"))),
    present("J45", "exp of another type", token(CLAIMS | {"exp": "soon"})),
    present("J45", "of an audience that is not expected", token(CLAIMS | {"aud": "others"})),
    present("J45", "of an issuer that is not expected", token(CLAIMS | {"iss": "others"})),
    present("J46", "of a user who is gone", token(CLAIMS | {"identity": 6})),
    present("J46", "of an unknown user", token(CLAIMS | {"identity": 99})),
    present("J22", "without identity", token(without(CLAIMS, "identity")), deviates="server-error"),
    present("J46", "expired, of a user who is gone", token(CLAIMS | {"identity": 6, "exp": In(-60)})),
    present("J12", "expired, whatever claims are verified", token(CLAIMS | {"exp": In(-60)})),
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
    given = {"JWT_SECRET_KEY": SECRET} | (theirs or {}) | {"app": app or {}}
    return Setup(name, parts.pop("login", login), requests, given, ours or {}, **({"prefix": "JWT "} | parts))


def login_with(path: str, user_key: str = "username", password_key: str = "password"):
    """A login at another path, or with other members."""
    return lambda user: post("", f"login of {user}", path, json={user_key: user, password_key: "abcxyz"})


LOGIN = attempt("J47 J28", "login", json=RIGHT)
OWN = get("J30", "the token of the login", ROUTE, token=access())
RSA_THEIRS = {"JWT_ALGORITHM": "RS256", "JWT_SECRET_KEY": RSA.private}, {"public_key": RSA.public}
RSA_OURS = {"algorithm": "RS256", "private_key": RSA.private, "secret": None, "session_secret": SECRET}
CROSSING = [
    get("J30", "the token of the other", ROUTE, token=of_other(access("user2"))),
    get("J31", "the user of the other's token", "/protected/user", token=of_other(access("user2"))),
]

SUITE = Suite(
    original="flask-jwt",
    preset="flask-jwt",
    ours={"secret": SECRET, "rate_limit": "off"},
    setups=[
        setup("login", LOGINS),
        setup("headers", HEADERS),
        setup("tokens", TOKENS),
        setup(
            "another prefix",
            [
                get("J9", "the prefix of the setting", ROUTE, token=access()),
                header("J9", "the prefix in lower case", lambda text: f"bearer {text}"),
                header("J42", "the usual prefix", lambda text: f"JWT {text}"),
                get("J41", "no header", ROUTE),
            ],
            {"JWT_AUTH_HEADER_PREFIX": "Bearer"},
            {"header_prefixes": ["Bearer"]},
            prefix="Bearer ",
        ),
        setup("JWT_DEFAULT_REALM", [get("J1 J41", "no header", ROUTE)], {"JWT_DEFAULT_REALM": "api"}, {"realm": "api"}),
        setup(
            "lifetimes",
            [LOGIN, get("J11", "the token of the login", ROUTE, token=access())],
            {"JWT_EXPIRATION_DELTA": 60, "JWT_NOT_BEFORE_DELTA": 30},
            {"access_ttl": "1m", "not_before": "30s"},
        ),
        setup(
            "JWT_LEEWAY",
            [
                present("J7", "expired for 20 seconds", token(CLAIMS | {"exp": In(-20)})),
                present("J7", "expired for 40 seconds", token(CLAIMS | {"exp": In(-40)})),
            ],
            {"JWT_LEEWAY": 30},
            {"leeway": "30s"},
        ),
        setup(
            "JWT_REQUIRED_CLAIMS",
            [
                present("J13", "without iat", token(without(CLAIMS, "iat"))),
                present("J13", "without nbf", token(without(CLAIMS, "nbf"))),
                present("J13", "without exp", token(without(CLAIMS, "exp"))),
                present("J13", "without a claim that cannot be required", token(CLAIMS)),
            ],
            # PyJWT 1.4 ignores any other name.
            {"JWT_REQUIRED_CLAIMS": ["exp", "jti"]},
            {"required_claims": []},
        ),
        setup(
            "JWT_AUTH_URL_RULE",
            [
                post("J2", "login", "/auth/token", json=RIGHT),
                post("J2", "login at the usual path", "/auth", json=RIGHT),
            ],
            {"JWT_AUTH_URL_RULE": "/auth/token"},
            {"path_authenticate": "/token"},
            login=login_with("/auth/token"),
        ),
        setup(
            "members of the login",
            [
                attempt("J5", "the members of the settings", json={"email": "user1", "pass": "abcxyz"}),
                attempt("J5 J48", "the usual members", json=RIGHT),
            ],
            {"JWT_AUTH_USERNAME_KEY": "email", "JWT_AUTH_PASSWORD_KEY": "pass"},
            {"username_key": "email", "password_key": "pass"},
            login=login_with("/auth", "email", "pass"),
        ),
        setup(
            "headers of tokens",
            [attempt("J29", "login", json=RIGHT)],
            ours={"additional_headers": {"x": "y"}},
            app={"headers": {"x": "y"}},
        ),
        setup(
            "algorithm HS512",
            [LOGIN, OWN, get("J6", "a token of HS256", ROUTE, token=token(CLAIMS, LONG_SECRET))],
            {"JWT_ALGORITHM": "HS512", "JWT_SECRET_KEY": LONG_SECRET},
            {"algorithm": "HS512", "secret": LONG_SECRET},
        ),
        setup("algorithm RS256", [LOGIN, OWN], RSA_THEIRS[0], RSA_OURS, RSA_THEIRS[1]),
        setup("crossing, HS256", CROSSING),
        setup("crossing, RS256", CROSSING, RSA_THEIRS[0], RSA_OURS, RSA_THEIRS[1]),
    ],
)
