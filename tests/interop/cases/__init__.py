"""The suites: what is compared with each of the original libraries."""

from __future__ import annotations

from harness.case import Suite

from . import esmerald, flask_jwt, flask_jwt_extended, sanic_jwt

SUITES: list[Suite] = [sanic_jwt.SUITE, flask_jwt_extended.SUITE, flask_jwt.SUITE, esmerald.SUITE]
