"""sanic-jwt 1.8.0 with PyJWT 2.4.0."""

from __future__ import annotations

from harness.case import Suite

from . import claims, cookies, crossing, locations, login, names, refresh, routes, scopes, tokens
from .common import OURS

SUITE = Suite(
    original="sanic-jwt",
    preset="sanic-jwt",
    ours=OURS,
    setups=[
        *login.SETUPS,
        *tokens.SETUPS,
        *locations.SETUPS,
        *cookies.SETUPS,
        *refresh.SETUPS,
        *claims.SETUPS,
        *scopes.SETUPS,
        *routes.SETUPS,
        *names.SETUPS,
        *crossing.SETUPS,
    ],
)
