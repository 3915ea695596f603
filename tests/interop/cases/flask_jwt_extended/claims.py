"""Claims that are minted and checked, and the algorithm."""

from __future__ import annotations

from typing import Any

from harness.case import Request, Setup, get, post
from harness.side import access
from harness.tokens import LONG_SECRET, RSA, SECRET, In, token, without

from .common import ACCESS, RIGHT, ROUTE, setup


def login(rows: str) -> Request:
    """The login, for the claims of its tokens."""
    return post(rows, "login", "/login", json=RIGHT)


OWN = get("F1", "the token of the login", ROUTE, token=access())


def present(rows: str, name: str, claims: dict[str, Any], **parts: Any) -> Request:
    """A token of these claims."""
    return get(rows, name, ROUTE, token=token(claims), **parts)


AUD = ACCESS | {"aud": "api"}
AUDIENCE = [
    login("F60"),
    OWN,
    present("F48", "the audience", AUD),
    present("F48", "the audience among others", AUD | {"aud": ["x", "api"]}),
    present("F48", "another audience", AUD | {"aud": "others"}),
    present("F48", "no audience", ACCESS),
    present("F48", "an audience that is a number", AUD | {"aud": 1}),
]
ISS = ACCESS | {"iss": "https://api.example"}
ISSUER = [
    login("F60"),
    OWN,
    present("F49", "the issuer", ISS),
    present("F49", "another issuer", ISS | {"iss": "https://evil.example"}),
    present("F49", "no issuer", ACCESS),
]
LEEWAY = [
    present("F47", "expired for 20 seconds", ACCESS | {"exp": In(-20)}),
    present("F47", "expired for 40 seconds", ACCESS | {"exp": In(-40)}),
    present("F47", "valid in 20 seconds", ACCESS | {"nbf": In(20)}),
    present("F47", "issued in 20 seconds", ACCESS | {"iat": In(20)}),
    present("F47", "valid in 40 seconds", ACCESS | {"nbf": In(40)}),
]
SUBJECT = without(ACCESS, "sub") | {"identity": "1"}
IDENTITY = [
    login("F61"),
    OWN,
    present("F61", "the claim of the setting", SUBJECT),
    present("F61", "the usual claim", ACCESS),
]
ALGORITHM_LIST = [
    login("F41"),
    get("F42", "another algorithm of the list", ROUTE, token=token(ACCESS, LONG_SECRET, "HS512")),
    get("F42", "the algorithm that signs", ROUTE, token=token(ACCESS, LONG_SECRET)),
    get("F42", "an algorithm that is not listed", ROUTE, token=token(ACCESS, LONG_SECRET, "HS384")),
]


def algorithm(name: str, theirs: dict[str, Any], ours: dict[str, Any], key: str) -> Setup:
    """Another algorithm."""
    requests = [
        login("F41 F55"),
        get("F41", "the token of the login", ROUTE, token=access()),
        get("F41", "a token that the script signed", ROUTE, token=token(ACCESS, key, name)),
        get("F42", "a token of HS256", ROUTE, token=token(ACCESS, LONG_SECRET if key == LONG_SECRET else SECRET)),
    ]
    return setup(f"algorithm {name}", requests, {"JWT_ALGORITHM": name} | theirs, {"algorithm": name} | ours)


SECRETS = {"JWT_SECRET_KEY": LONG_SECRET}, {"secret": LONG_SECRET}
KEYS = (
    {"JWT_PRIVATE_KEY": RSA.private, "JWT_PUBLIC_KEY": RSA.public},
    {"private_key": RSA.private, "secret": None, "session_secret": SECRET},
)

SHORT = "super-secret"

SETUPS = [
    setup(
        "a short secret",
        [login("F43"), OWN, get("F43", "a token that the script signed", ROUTE, token=token(ACCESS, SHORT))],
        {"JWT_SECRET_KEY": SHORT},
        {"secret": SHORT, "short_secret": "dangerously-on"},
    ),
    setup("audience", AUDIENCE, {"JWT_ENCODE_AUDIENCE": "api", "JWT_DECODE_AUDIENCE": "api"}, {"audience": ["api"]}),
    setup(
        "issuer",
        ISSUER,
        {"JWT_ENCODE_ISSUER": "https://api.example", "JWT_DECODE_ISSUER": "https://api.example"},
        {"issuer": "https://api.example"},
    ),
    setup("JWT_DECODE_LEEWAY", LEEWAY, {"JWT_DECODE_LEEWAY": 30}, {"leeway": "30s"}),
    setup("JWT_ENCODE_NBF off", [login("F60"), OWN], {"JWT_ENCODE_NBF": False}, {"not_before": "off"}),
    setup(
        "lifetimes",
        [login("F58")],
        {"JWT_ACCESS_TOKEN_EXPIRES": 60, "JWT_REFRESH_TOKEN_EXPIRES": 3600},
        {"access_ttl": "1m", "refresh_ttl": "1h"},
    ),
    setup("JWT_IDENTITY_CLAIM", IDENTITY, {"JWT_IDENTITY_CLAIM": "identity"}, {"subject_claim": "identity"}),
    setup(
        "additional headers",
        [login("F63 F78"), OWN],
        ours={"additional_headers": {"x": "y"}},
        app={"headers": {"x": "y"}},
    ),
    algorithm("HS384", *SECRETS, LONG_SECRET),
    algorithm("HS512", *SECRETS, LONG_SECRET),
    algorithm("RS256", *KEYS, RSA.private),
    setup(
        "JWT_DECODE_ALGORITHMS",
        ALGORITHM_LIST,
        {"JWT_DECODE_ALGORITHMS": ["HS512"]} | SECRETS[0],
        {"verify_algorithms": ["HS256", "HS512"]} | SECRETS[1],
    ),
]
