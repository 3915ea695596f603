"""Flask-JWT-Extended 4.7.4 with PyJWT 2.15."""

from __future__ import annotations

from harness.case import Suite

from . import claims, cookies, crossing, csrf, freshness, headers, locations, login, logout, tokens
from .common import OURS

SUITE = Suite(
    original="flask-jwt-extended",
    preset="flask-jwt-extended",
    ours=OURS,
    setups=[
        *login.SETUPS,
        *headers.SETUPS,
        *tokens.SETUPS,
        *freshness.SETUPS,
        *locations.SETUPS,
        *cookies.SETUPS,
        *csrf.SETUPS,
        *claims.SETUPS,
        *logout.SETUPS,
        *crossing.SETUPS,
    ],
)
