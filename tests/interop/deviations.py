"""The differences that are meant: what no preset imitates, each with the reason, and the requests that show it."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from typing import Any

Parts = dict[str, Any]
Differences = dict[str, tuple[Any, Any]]


@dataclass(frozen=True)
class Deviation:
    """A kind of difference, and between which statuses it is one."""

    reason: str
    theirs: Container[int]
    ours: Container[int]
    # If given, only parts that one of these patterns matches may differ.
    parts: tuple[str, ...] = ()

    def explains(self, theirs: Parts, ours: Parts, found: Differences) -> bool:
        """Whether the responses differ in this way."""
        is_kind = theirs["status"] in self.theirs and ours["status"] in self.ours
        patterns = [re.compile(pattern) for pattern in self.parts]
        return is_kind and (not patterns or all(any(part.fullmatch(name) for part in patterns) for name in found))


SUCCESS = range(200, 300)
REFUSED = (400, 401, 403, 422)
# The part of a body that has the text of a refusal, in each of the four.
TEXT = (r"body\.reasons\[0\]", r"body\.msg", r"body\.description", r"body\.detail")

DEVIATIONS = {
    "tokens-without-exp": Deviation("a token without `exp` is valid for ever once it is stolen", SUCCESS, REFUSED),
    "foreign-audience": Deviation(
        "a token that names another audience was issued for another service (RFC 7519 §4.1.3)", SUCCESS, REFUSED
    ),
    "token-type": Deviation(
        "a token of an absent or unknown type may be anything that was signed with the key", SUCCESS, REFUSED
    ),
    "issued-ahead": Deviation("a token from the future was issued by a wrong clock or forged", SUCCESS, REFUSED),
    "server-error": Deviation(
        "a request of a client must not be able to cause a server error", range(500, 600), (*REFUSED, 200, 405, 415)
    ),
    "foreign-page": Deviation("pages of other sites must not act in the name of a user", SUCCESS, REFUSED),
    "missing-user": Deviation("a user who is gone or inactive gets nothing", SUCCESS, REFUSED),
    "endless-refresh": Deviation("a refresh token that was copied would be exchanged for ever", SUCCESS, REFUSED),
    "added-challenge": Deviation(
        "a 401 has a challenge (RFC 9110 §15.5.2); a setting turns it off",
        range(400, 500),
        REFUSED,
        ("www-authenticate",),
    ),
    "preflight": Deviation("a preflight has no token, so that it gets a response before the guard", (405, 200), (204,)),
    "options": Deviation("Flask itself responds to OPTIONS of each route", (200,), (204, 405)),
    "unreadable-body": Deviation(
        "the page for a body that cannot be read belongs to the framework", (400, 415), (400, 401, 415, 422)
    ),
    "validation-page": Deviation(
        "Esmerald's errors of validation name its URLs and repeat what was sent", (400, 422), (400, 401, 422)
    ),
    "echoed-token": Deviation("an error must not repeat a token, which may be right", (401,), (401,), ("body.detail",)),
    "throttling": Deviation("passwords must not be guessed at any speed", (401,), (429,)),
    "scheme-case": Deviation("a scheme has no case, and spaces follow it (RFC 9110 §11)", (400, 401), SUCCESS),
    "trailing-space": Deviation(
        "a space at the end of a header is no part of its value, and an empty header has none (RFC 9110 §5.5)",
        (400, 401),
        (400, 401),
    ),
    "header-list": Deviation("`Authorization` is no list (RFC 9110 §11.6.2)", (200, 401), REFUSED),
    "header-case": Deviation("names of headers have no case (RFC 9110 §5.1)", (401,), (401,), TEXT),
    "bare-scheme": Deviation("a header without a token has none, as an optional route allows", (422,), SUCCESS),
    "missing-subject": Deviation("a token about no user is the token of no user", SUCCESS, REFUSED),
    "header-type": Deviation("a token of another type was made for another purpose (RFC 8725 §3.11)", SUCCESS, REFUSED),
    "critical-extension": Deviation("an extension that is critical must be understood (RFC 7515 §4.1.11)", SUCCESS, REFUSED),
    "claim-type": Deviation("a claim that only informs counts as absent if it is of another type", (422,), SUCCESS),
    "fresh-until": Deviation("a token is fresh or not; `max_age` asks for how long", SUCCESS, REFUSED),
    "malformed-text": Deviation("what is wrong with a text that is no token is not told apart", REFUSED, REFUSED, ("status", *TEXT)),
    "absent-claim": Deviation("a claim that is absent is refused as one that is wrong", (401, 422), (401, 422), TEXT),
    "echoed": Deviation("an error repeats nothing that was sent", (401, 422), (401, 422), TEXT),
    "json-text": Deviation("a body is described by its location, and not by what it lacks", (401, 422), (400, 401), ("status", *TEXT)),
    "two-tokens": Deviation("of two tokens that were sent on purpose, neither is chosen", (200, *REFUSED), REFUSED),
    "explicit-first": Deviation(
        "a token that was sent on purpose decides before one that a browser sent by itself", (200, *REFUSED), (200, *REFUSED)
    ),
    "key-identifier": Deviation("a key has an identifier, so that it can be rotated", SUCCESS, SUCCESS, (r".*\.header\.kid",)),
    "token-identifier": Deviation(
        "a token has an identifier, so that it can be revoked", SUCCESS, SUCCESS, (r".*\.claims\.jti", r".*\.header\.kid")
    ),
    "refresh-cookie": Deviation("no script needs the refresh token", SUCCESS, SUCCESS, (r"cookie refresh_token; httponly",)),
    "half-token": Deviation("half a token is no token", REFUSED, REFUSED),
    "cookie-stays": Deviation("a token that scripts cannot read stays out of bodies", SUCCESS, SUCCESS, (r"body\.access_token",)),
    "cookie-lifetime": Deviation(
        "a cookie lives as long as its token, and one that is cleared has lived", SUCCESS, SUCCESS, (r"cookie .*",)
    ),
    "refresh-first": Deviation(
        "the refresh token is decided on before the access token, so that none can be tried out", REFUSED, REFUSED
    ),
    "mixed-locations": Deviation("each token may be in any of its locations", REFUSED, SUCCESS),
    "logout-always": Deviation("a session that has ended can be ended again", (401, 422), SUCCESS),
    "own-text": Deviation("the text of a success is the application's", SUCCESS, SUCCESS, (r"body\.msg", r"cookie .*")),
    "csrf-order": Deviation("the token is checked before its CSRF value", (401, 422), (401, 422), ("status", *TEXT)),
    "csrf-field": Deviation("a form may carry the CSRF value", (401,), (415,)),
    "sessions-alone": Deviation("a token of no session would be renewed for ever", SUCCESS, SUCCESS, (r"cookie .*",)),
    "scope-first": Deviation("without a token, what lacks is the token", (403,), (401,)),
    "redirect-next": Deviation("a page is told where to lead after the login", (302,), (303,), ("status", "location")),
}

# What differs in each response of a kind, whatever else does.
EVERYWHERE = {
    # A refresh token names its session, so that it is never taken for one of the original.
    "session-identifier": r"(body\.refresh\w*|cookie (r|refresh\w*))\.claims\.sid",
}


@dataclass(frozen=True)
class Expected:
    """Which requests show a deviation; each text is a pattern."""

    original: str
    setup: str
    request: str
    deviation: str

    def concerns(self, original: str, setup: str, request: str) -> bool:
        """Whether a request is one of them."""
        pairs = ((self.original, original), (self.setup, setup), (self.request, request))
        return all(re.fullmatch(pattern, text) for pattern, text in pairs)


SANIC, EXTENDED, FLASK, ESMERALD = "sanic-jwt", "flask-jwt-extended", "flask-jwt", "esmerald"
HEADERS = "headers?|debug at .*|another header|a bare header"

EXPECTED = [
    Expected("sanic-jwt|flask-jwt-extended|esmerald", HEADERS, "the (scheme|prefix) in lower case.*|two spaces.*", "scheme-case"),
    Expected(SANIC, "headers|debug at .*", "no token at .*|an empty header at .*", "trailing-space"),
    Expected(SANIC, "tokens at .*", "a token: without a user, .*", "missing-subject"),
    Expected(SANIC, "user_id", "a token with the usual claim", "missing-subject"),
    Expected(SANIC, "tokens at .*", "a token: with another type in the header, .*", "header-type"),
    Expected(SANIC, "tokens at .*", "a token: with a critical extension, .*", "critical-extension"),
    Expected(SANIC, "debug at .*", "a token: (no base64url|claims that are a list), .*", "malformed-text"),
    Expected(SANIC, "cookie, .*|other names .*", ".*in the cookie, and .*in the header", "explicit-first"),
    Expected(SANIC, "cookie_httponly off", "login", "refresh-cookie"),
    Expected(SANIC, "cookie_split", "the claims alone.*", "half-token"),
    Expected(SANIC, "debug at refresh", "no access token", "refresh-first"),
    Expected(SANIC, "refresh|refresh by cookies", "another scheme|no cookie", "refresh-first"),
    Expected(SANIC, "refresh (by|with) .*", "both cookies|an access token that expired|.* in a cookie|both in cookies|the cookie of .*", "cookie-stays"),
    Expected(SANIC, "refresh by cookies or not", "the access token in a cookie, .*", "mixed-locations"),
    Expected(SANIC, "claim_aud|claim_iss", "no (audience|issuer) at /protected", "absent-claim"),
    Expected(SANIC, "algorithm .*|crossing at refresh, RS256", "login|the access token of the other.*", "key-identifier"),
    Expected(SANIC, "do_protection off", "a scope without a token", "scope-first"),
    Expected(SANIC, "redirect_on_fail", "a browser without a token", "redirect-next"),
    Expected(EXTENDED, "header", "beside another scheme|two tokens|a comma at the end", "header-list"),
    Expected(EXTENDED, "another header", "no header|an empty header|another scheme", "header-case"),
    Expected(EXTENDED, "tokens", "a token: (four segments|no base64url|.* no JSON|.* a list|.* extension), .*", "malformed-text"),
    Expected(EXTENDED, "tokens", "a token: jti that is a number, .*", "claim-type"),
    Expected(EXTENDED, "tokens at an optional route", "the scheme alone, .*", "bare-scheme"),
    Expected(EXTENDED, "user lookup", ".*", "echoed"),
    Expected(EXTENDED, "fresh tokens", "fresh until a time that is to come", "fresh-until"),
    Expected(EXTENDED, "query with a prefix", "without the prefix", "malformed-text"),
    Expected(EXTENDED, "json", "a number", "json-text"),
    Expected(EXTENDED, "json", "no body", "json-text"),
    Expected(EXTENDED, "all locations", "nowhere, in a body", "json-text"),
    Expected(EXTENDED, "all locations", ".*in the header, and .*in the query", "two-tokens"),
    Expected(EXTENDED, "all locations|cookies before headers", ".*in the cookie.*, and .*", "explicit-first"),
    Expected(EXTENDED, "cookies|JWT_.*|paths of cookies", "logout", "own-text"),
    Expected(EXTENDED, "cookies|logout", "logout with(out| no| a token| the same token).*", "logout-always"),
    Expected(EXTENDED, "logout.*", "logout with (the|a|an) .*", "own-text"),
    Expected(EXTENDED, "implicit refresh", "login|a token that expires soon.*", "sessions-alone"),
    Expected(EXTENDED, "JWT_SESSION_COOKIE off", "login", "cookie-lifetime"),
    Expected(EXTENDED, "csrf", "the value in a form, .*", "csrf-field"),
    Expected(EXTENDED, "csrf", "a token without the claim|.*, and (a wrong|no) value", "csrf-order"),
    Expected(EXTENDED, "audience|issuer|JWT_IDENTITY_CLAIM", "no (audience|issuer)|the usual claim", "absent-claim"),
    Expected(EXTENDED, "algorithm RS256|crossing.*, RS256", "login|the refresh (token|cookie) of the other", "key-identifier"),
    Expected(FLASK, "tokens", "a token: (no base64url|claims that are a list)", "malformed-text"),
    Expected(FLASK, "tokens|JWT_REQUIRED_CLAIMS", "a token: without exp", "absent-claim"),
    Expected(FLASK, "algorithm RS256", "login", "key-identifier"),
    Expected(
        ESMERALD,
        "login|refresh|lifetimes|names of tokens|algorithm .*|crossing, .*",
        "right credentials|another user|a member more|(a|the|the same) refresh token.*|login|refresh",
        "token-identifier",
    ),
    Expected(ESMERALD, "headers|auth_header_types", "another scheme|no scheme|another", "echoed"),
    Expected(ESMERALD, "tokens", "a token: claims that are a list", "malformed-text"),
]


def expected(original: str, setup: str, request: str) -> list[str]:
    """The deviations that a request may show."""
    found = [rule.deviation for rule in EXPECTED if rule.concerns(original, setup, request)]
    return list(dict.fromkeys(found))


def framework_page(theirs: Parts, ours: Parts, found: Differences) -> bool:
    """Whether both responses are pages of the frameworks, for the same 404, 405 or 415."""
    status = theirs["status"]
    return (
        status in (404, 405, 415)
        and ours["status"] == status
        and all(name.partition(".")[0] in ("content-type", "body", "allow") for name in found)
    )
