"""Claims that are minted and checked: audience, issuer, times, and the algorithm."""

from __future__ import annotations

from typing import Any

from harness.case import Request, Setup, get, post
from harness.side import access
from harness.tokens import EC, LONG_SECRET, RSA, SECRET, In, token, without

from .common import CLAIMS, setup

ROUTE = "/protected"
LOGIN = post("H1 H2", "login", "/auth", json={"username": "user1", "password": "abcxyz"})


def present(rows: str, name: str, claims: dict[str, Any], path: str = ROUTE, **parts: Any) -> Request:
    """A token of these claims."""
    return get(rows, f"{name} at {path}", path, token=token(claims), **parts)


OWN = get("D1", "the token of the login", ROUTE, token=access())
AUD = CLAIMS | {"aud": "api"}
AUDIENCE = [
    LOGIN,
    OWN,
    present("B7 I6", "the audience", AUD),
    present("B7 I6", "the audience among others", CLAIMS | {"aud": ["x", "api"]}),
    present("B7 I6", "another audience", CLAIMS | {"aud": "others"}),
    present("B7 I6", "other audiences", CLAIMS | {"aud": ["x", "y"]}),
    present("B7 I6", "no audience", CLAIMS),
    present("B7 I6", "an audience that is a number", CLAIMS | {"aud": 1}),
    present("B7 A14", "another audience", CLAIMS | {"aud": "others"}, "/auth/verify"),
    present("A15 B7", "no audience", CLAIMS, "/auth/verify", deviates="server-error"),
]
ISS = CLAIMS | {"iss": "https://api.example"}
ISSUER = [
    LOGIN,
    OWN,
    present("B9 I7", "the issuer", ISS),
    present("B9 I7", "another issuer", ISS | {"iss": "https://evil.example"}),
    present("B9 I7", "no issuer", CLAIMS),
    present("B9 I8", "another issuer", ISS | {"iss": "https://evil.example"}, "/auth/verify"),
    present("A15 B9", "no issuer", CLAIMS, "/auth/verify", deviates="server-error"),
]
ISSUED_AT = [LOGIN, OWN, present("B8 I5", "no iat", CLAIMS)]
NOT_BEFORE = [
    LOGIN,
    OWN,
    present("B10 I4", "no nbf", CLAIMS),
    present("B10 I4", "nbf in the past", CLAIMS | {"nbf": In(-100)}),
]
LEEWAY = [
    present("B29 I3", "expired for five seconds", CLAIMS | {"exp": In(-5)}),
    present("B29 I4", "valid in five seconds", CLAIMS | {"nbf": In(5)}),
    present("B63", "expired for five seconds, with a leeway of the route", CLAIMS | {"exp": In(-5)}, "/overridden"),
]
FOR_EVER = [
    present("B50", "expired", CLAIMS | {"exp": In(-4000)}),
    present("B50", "expired", CLAIMS | {"exp": In(-4000)}, "/auth/verify"),
    present("B50", "without exp", without(CLAIMS, "exp")),
    present("I4", "not yet valid", CLAIMS | {"nbf": In(4000)}),
]


def algorithm(name: str, signing: str, verifying: str | None = None) -> Setup:
    """Another algorithm, with its keys."""
    requests = [LOGIN, OWN, get("B2 I1", "a token of HS256", ROUTE, token=token(CLAIMS, verifying or signing[:32]))]
    requests += [get("B2", "a token of the algorithm", ROUTE, token=token(CLAIMS, signing, name))]
    if verifying is None:
        return setup(
            f"algorithm {name}",
            requests,
            {"algorithm": name, "secret": signing},
            {"algorithm": name, "secret": signing},
        )
    # PyJWT does not sign with a PEM; the confusion of both needs a key that is no PEM.
    requests[2] = get("B2 I1", "a token of HS256", ROUTE, token=token(CLAIMS, SECRET))
    return setup(
        f"algorithm {name}",
        requests,
        {"algorithm": name, "secret": verifying, "private_key": signing},
        {"algorithm": name, "private_key": signing, "secret": None, "session_secret": SECRET},
    )


# The secret that everyone has who does not set one.
SHORT = "This is a big secret. Shhhhh"

SETUPS = [
    setup(
        "a short secret",
        [LOGIN, OWN, get("B44 P3", "a token that the script signed", ROUTE, token=token(CLAIMS, SHORT))],
        {"secret": SHORT},
        {"secret": SHORT, "short_secret": "dangerously-on"},
    ),
    setup("claim_aud", AUDIENCE, {"claim_aud": "api"}, {"audience": ["api"]}),
    setup(
        "claim_aud, two",
        [LOGIN, present("B7 I6", "one of them", AUD), present("B7 I6", "another", CLAIMS | {"aud": "z"})],
        {"claim_aud": ["api", "admin"]},
        {"audience": ["api", "admin"]},
    ),
    setup("claim_iss", ISSUER, {"claim_iss": "https://api.example"}, {"issuer": "https://api.example"}),
    setup("claim_iat", ISSUED_AT, {"claim_iat": True}, {"issued_at": "on"}),
    setup("claim_nbf", NOT_BEFORE, {"claim_nbf": True}, {"not_before": "3m"}),
    setup("claim_nbf_delta", NOT_BEFORE[:2], {"claim_nbf": True, "claim_nbf_delta": 60}, {"not_before": "4m"}),
    setup(
        "expiration_delta",
        [post("B27 H1", "login", "/auth", json=LOGIN.json)],
        {"expiration_delta": 600},
        {"access_ttl": "10m"},
    ),
    setup("leeway", LEEWAY, {"leeway": 0}, {"leeway": "0s"}),
    setup("leeway of the route", LEEWAY),
    setup("verify_exp off", FOR_EVER, {"verify_exp": False}, {"verify_exp": "dangerously-off"}),
    algorithm("HS384", LONG_SECRET),
    algorithm("HS512", LONG_SECRET),
    algorithm("RS256", RSA.private, RSA.public),
    algorithm("ES256", EC.private, EC.public),
]
