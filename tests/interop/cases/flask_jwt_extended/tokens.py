"""Tokens, right and wrong ones, at a protected route and at an optional one."""

from __future__ import annotations

from typing import Any

from harness.case import Request, get
from harness.side import access, changed
from harness.tokens import OTHER_SECRET, SECRET, In, sign, token, without

from .common import ACCESS, ROUTE, setup

HEADER = {"alg": "HS256", "typ": "JWT"}
CUT = changed(access(), lambda text: text.rpartition(".")[0])
FORGED = changed(access(), lambda text: text[:-4] + "AAAA")

# Rows, name, the token, the deviation.
TOKENS = [
    ("F1", "of a login", access(), None),
    ("F55", "with the right claims", token(ACCESS), None),
    ("F71", "no JWT", "abc", None),
    ("F71", "two segments", CUT, None),
    ("F71", "four segments", changed(access(), lambda text: text + ".x"), None),
    ("F71", "no base64url", "a.b.c", None),
    ("F71", "a header that is no JSON", lambda _: sign(b"abc", {"sub": "1"}, "HS256", SECRET), None),
    ("F71", "claims that are a list", lambda _: sign(HEADER, ["1"], "HS256", SECRET), None),
    ("F71", "claims that are no JSON", lambda _: sign(HEADER, b"user1", "HS256", SECRET), None),
    ("F71", "a signature of another token", FORGED, None),
    ("F71", "another secret", token(ACCESS, OTHER_SECRET), None),
    ("F42", "no signature", lambda _: sign(HEADER | {"alg": "none"}, {"sub": "1"}, "none", ""), None),
    ("F42 S21", "HS512", token(ACCESS, algorithm="HS512"), None),
    ("F42", "an unknown algorithm", lambda _: sign(HEADER | {"alg": "XX"}, {"sub": "1"}, "HS256", SECRET), None),
    ("F70", "expired", token(ACCESS | {"exp": In(-10)}), None),
    ("F47", "expired now", token(ACCESS | {"exp": In(0)}), None),
    ("F52", "without exp", token(without(ACCESS, "exp")), "tokens-without-exp"),
    ("F51", "exp of another type", token(ACCESS | {"exp": "soon"}), None),
    ("F51 S19", "not yet valid", token(ACCESS | {"nbf": In(60)}), None),
    ("F51", "nbf of another type", token(ACCESS | {"nbf": "soon"}), None),
    ("F51", "issued ahead", token(ACCESS | {"iat": In(60)}), None),
    ("F51", "iat of another type", token(ACCESS | {"iat": "now"}), None),
    ("F51", "jti that is a number", token(ACCESS | {"jti": 1}), None),
    ("F50 F65", "sub that is a number", token(ACCESS | {"sub": 1}), None),
    ("F61", "without sub", token(without(ACCESS, "sub")), None),
    ("F48", "of an audience that is not expected", token(ACCESS | {"aud": "others"}), "foreign-audience"),
    ("F49", "of an issuer that is not expected", token(ACCESS | {"iss": "others"}), None),
    ("F51", "with a critical extension", token(ACCESS, header={"crit": ["x"], "x": 1}), None),
    ("F3", "of another type", token(ACCESS | {"type": "app"}), "token-type"),
    ("F3 F52", "without a type", token(without(ACCESS, "type")), "token-type"),
    ("F52", "without jti", token(without(ACCESS, "jti")), None),
    ("F52", "without fresh", token(without(ACCESS, "fresh")), None),
    ("F52", "without iat and nbf", token(without(ACCESS, "iat", "nbf")), None),
    ("F52", "without csrf", token(without(ACCESS, "csrf")), None),
    ("F45", "with a key identifier", token(ACCESS, header={"kid": "1"}), None),
    ("F55", "with another type in the header", token(ACCESS, header={"typ": "at+jwt"}), None),
    ("F62", "with another claim", token(ACCESS | {"language": "en"}), None),
    ("F75", "of a user who is gone", token(ACCESS | {"sub": "6"}), None),
]


def at(path: str, only: set[str] | None = None, extra: str = "") -> list[Request]:
    """Each token at a path."""
    return [
        get(f"{rows} {extra}".strip(), f"a token: {name}, at {path}", path, token=value, deviates=deviation)
        for rows, name, value, deviation in TOKENS
        if only is None or name in only
    ]


OPTIONAL = [
    get("F1", "no token, at an optional route", "/protected/optional"),
    get("F1", "another scheme, at an optional route", "/protected/optional", headers={"Authorization": "Basic abc"}),
    get("F1", "the scheme alone, at an optional route", "/protected/optional", headers={"Authorization": "Bearer"}),
]
AT_OPTIONAL = {"of a login", "no JWT", "expired", "another secret", "not yet valid"}


def looked_up(rows: str, name: str, path: str, value: Any, **parts: Any) -> Request:
    """A token whose user is looked up."""
    return get(rows, f"{name}, at {path}", path, token=value, **parts)


LOOKUP = [
    looked_up("F75 F92", "a user", "/protected/user", access()),
    looked_up("F75", "a user", ROUTE, access()),
    looked_up("F76", "a user who is gone", ROUTE, token(ACCESS | {"sub": "6"})),
    looked_up("F76", "an unknown user", ROUTE, token(ACCESS | {"sub": "99"})),
    looked_up("F76", "a user who is gone", "/protected/optional", token(ACCESS | {"sub": "6"})),
    looked_up("F70 F76", "an expired token of a user who is gone", ROUTE, token(ACCESS | {"sub": "6", "exp": In(-10)})),
]

SETUPS = [
    setup("tokens", at(ROUTE)),
    setup("tokens at an optional route", [*OPTIONAL, *at("/protected/optional", AT_OPTIONAL, "F1")]),
    setup("user lookup", LOOKUP, ours={"user_lookup": "always"}, app={"lookup": True}),
]
