"""Tokens, right and wrong ones, at protected routes and at the endpoints, also with `debug`."""

from __future__ import annotations

from harness.case import get, post
from harness.side import access, changed
from harness.tokens import LONG_SECRET, OTHER_SECRET, SECRET, In, sign, token, without

from .common import CLAIMS, setup

HEADER = {"alg": "HS256", "typ": "JWT"}
CUT = changed(access(), lambda text: text.rpartition(".")[0])
FORGED = changed(access(), lambda text: text[:-4] + "AAAA")

# Rows, name, the whole header `Authorization`.
HEADERS = [
    ("D1 E4", "no header", None),
    ("G5", "an empty header", ""),
    ("G5", "no token", "Bearer "),
    ("G5", "the scheme alone", "Bearer"),
    ("D1 A13 E7", "another scheme", lambda side: f"Basic {access()(side)}"),
    ("G5 B5 P15", "the scheme in lower case", lambda side: f"bearer {access()(side)}"),
    ("G5", "two spaces", lambda side: f"Bearer  {access()(side)}"),
    ("G5", "a word more", lambda side: f"Bearer {access()(side)} more"),
    ("B5", "no scheme", access()),
]

# Rows, name, the token, the deviation.
TOKENS = [
    ("A9 D1", "of a login", access(), None),
    ("A9 H1", "with the right claims", token(CLAIMS), None),
    ("A11 E20", "no JWT", "abc", None),
    ("A11", "two segments", CUT, None),
    ("A11", "four segments", changed(access(), lambda text: text + ".x"), None),
    ("A11", "no base64url", "a.b.c", None),
    ("A11", "a signature of another token", FORGED, None),
    ("A11", "another secret", token(CLAIMS, key=OTHER_SECRET), None),
    ("A11", "claims that are a list", lambda _: sign(HEADER, ["user1"], "HS256", SECRET), None),
    ("A11", "claims that are no JSON", lambda _: sign(HEADER, b"user1", "HS256", SECRET), None),
    ("I1 A15", "no signature", lambda side: sign(HEADER | {"alg": "none"}, {"user_id": 1}, "none", ""), None),
    ("I1 A15", "HS512", token(CLAIMS, key=SECRET, algorithm="HS512"), None),
    ("A12 I8", "expired", token(CLAIMS | {"exp": In(-400)}), None),
    ("B29 I3", "expired within the leeway", token(CLAIMS | {"exp": In(-100)}), None),
    ("I2 P2", "without exp", token(without(CLAIMS, "exp")), "tokens-without-exp"),
    ("I2", "exp of another type", token(CLAIMS | {"exp": "soon"}), None),
    ("I4 I8", "not yet valid", token(CLAIMS | {"nbf": In(400)}), None),
    ("I4 B29", "not yet valid, within the leeway", token(CLAIMS | {"nbf": In(100)}), None),
    ("I4", "nbf of another type", token(CLAIMS | {"nbf": "soon"}), None),
    ("I5", "issued ahead", token(CLAIMS | {"iat": In(400)}), "issued-ahead"),
    ("I5", "issued now", token(CLAIMS | {"iat": In(0)}), None),
    ("I5", "iat of another type", token(CLAIMS | {"iat": "now"}), None),
    ("I6", "of an audience that is not expected", token(CLAIMS | {"aud": "others"}), None),
    ("I7", "of an issuer that is not expected", token(CLAIMS | {"iss": "others"}), None),
    ("I9", "without a user", token(without(CLAIMS, "user_id")), None),
    ("I9", "of a user who is gone", token(CLAIMS | {"user_id": 6}), None),
    ("A9", "with another claim", token(CLAIMS | {"language": "en"}), None),
    ("A9", "with another type in the header", token(CLAIMS, header={"typ": "at+jwt"}), None),
    ("A9", "with a key identifier", token(CLAIMS, header={"kid": "1"}), None),
    ("A11", "with a critical extension", token(CLAIMS, header={"crit": ["x"], "x": 1}), None),
]


def headers_at(path: str, extra: str = ""):
    """Each header at a path."""
    for rows, name, header in HEADERS:
        headers = {} if header is None else {"Authorization": header}
        yield get(f"{rows} {extra}".strip(), f"{name} at {path}", path, headers=headers)


def tokens_at(
    path: str, only: set[str] | None = None, extra: str = "", deviations: dict[str, str | None] | None = None
):
    """Each token at a path."""
    for rows, name, value, deviation in TOKENS:
        if only is None or name in only:
            deviates = (deviations or {}).get(name, deviation)
            yield get(f"{rows} {extra}".strip(), f"a token: {name}, at {path}", path, token=value, deviates=deviates)


# `/auth/verify` does not catch some errors of the decoder.
VERIFY = {"no signature": "server-error", "HS512": "server-error"}
AT_ME = {
    "of a login",
    "no JWT",
    "expired",
    "without exp",
    "of an audience that is not expected",
    "without a user",
    "of a user who is gone",
}
AT_SCOPED = {"of a login", "no JWT", "expired", "another secret", "without a user", "not yet valid"}

# `debug` tells the real reason, and is 400 for what cannot be read.
READABLE = {
    "of a login",
    "no JWT",
    "two segments",
    "no base64url",
    "another secret",
    "claims that are a list",
    "expired",
    "not yet valid",
    "exp of another type",
    "of an audience that is not expected",
}
DEBUG_REFRESH = [
    post("J4 D2", "no refresh token", "/auth/refresh", token=access(), json={}),
    post("J2 D2", "another refresh token", "/auth/refresh", token=access(), json={"refresh_token": "x"}),
    post("J4 D2", "no access token", "/auth/refresh", json={"refresh_token": "x"}),
]
FULL = {"error_detail": "full"}

SETUPS = [
    setup(
        "headers", [*headers_at("/protected"), *headers_at("/auth/verify", "A10 A13"), *headers_at("/auth/me", "A16")]
    ),
    setup("tokens at a route", [*tokens_at("/protected"), *tokens_at("/protected/scoped/1", AT_SCOPED, "D4")]),
    setup("tokens at verify", list(tokens_at("/auth/verify", deviations=VERIFY))),
    setup(
        "tokens at me",
        [
            *tokens_at(
                "/auth/me",
                AT_ME,
                "A16 A17 A19",
                {"without a user": "missing-user", "of a user who is gone": "missing-user"},
            ),
        ],
    ),
    # HS512 needs a longer secret.
    setup(
        "a longer secret",
        [get("I1", "a token of HS512 at /protected", "/protected", token=token(CLAIMS, LONG_SECRET, "HS512"))],
        {"secret": LONG_SECRET},
        {"secret": LONG_SECRET},
    ),
    setup(
        "debug at a route",
        [
            *headers_at("/protected", "D2"),
            *tokens_at("/protected", READABLE, "D2 B25"),
            get("D4", "a scope that is not granted", "/protected/scoped/3", token=access()),
        ],
        {"debug": True},
        FULL,
    ),
    setup(
        "debug at verify",
        [*headers_at("/auth/verify", "A10 A13"), *tokens_at("/auth/verify", READABLE, "A11 B25")],
        {"debug": True},
        FULL,
    ),
    setup("debug at refresh", DEBUG_REFRESH, {"debug": True}, FULL, refresh=True),
]
