"""The suites: what is compared with each of the original libraries."""

from __future__ import annotations

from harness.case import Suite

from . import sanic_jwt

SUITES: list[Suite] = [sanic_jwt.SUITE]
