"""The differences that are meant: what no preset imitates, each with the reason."""

from __future__ import annotations

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
    # If given, only these parts may differ.
    parts: tuple[str, ...] = ()

    def explains(self, theirs: Parts, ours: Parts, found: Differences) -> bool:
        """Whether the responses differ in this way."""
        is_kind = theirs["status"] in self.theirs and ours["status"] in self.ours
        return is_kind and (not self.parts or all(name in self.parts for name in found))


SUCCESS = range(200, 300)
REFUSED = (400, 401, 403, 422)

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
}


def framework_page(theirs: Parts, ours: Parts, found: Differences) -> bool:
    """Whether both responses are pages of the frameworks, for the same 404, 405 or 415."""
    status = theirs["status"]
    return (
        status in (404, 405, 415)
        and ours["status"] == status
        and all(name.partition(".")[0] in ("content-type", "body", "allow") for name in found)
    )
