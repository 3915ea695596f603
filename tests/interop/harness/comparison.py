"""Runs the requests of a setup on both servers, and explains what differs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deviations import DEVIATIONS, EVERYWHERE, expected, framework_page

from .case import Request, Setup, Suite
from .client import Response
from .server import conformance, original
from .shape import Shape, differences
from .side import Side


@dataclass(frozen=True)
class Result:
    """What one request showed."""

    suite: str
    setup: str
    request: Request
    theirs: Response | None
    ours: Response | None
    differences: dict[str, tuple[Any, Any]]
    # The name of the deviation that explains the differences.
    explained: str | None
    problem: str | None

    def is_same(self) -> bool:
        """Whether both servers responded alike, as they should."""
        return not self.differences and self.problem is None


@dataclass(frozen=True)
class Programs:
    """What is started."""

    environments: Path
    conformance: Path
    # Whether our server is given the preset.
    with_preset: bool = True


def run(suite: Suite, setup: Setup, programs: Programs) -> list[Result]:
    """Compares one setup."""
    preset = suite.preset if programs.with_preset else "default"
    try:
        with original(suite.original, programs.environments, setup.theirs) as theirs:
            with conformance(programs.conformance, preset, suite.ours | setup.ours) as ours:
                sides = Side(theirs.address, setup), Side(ours.address, setup)
                sides[0].other, sides[1].other = sides[1], sides[0]
                return [_compare(suite, setup, request, *sides) for request in setup.requests]
    except RuntimeError as error:
        return [_failed(suite, setup, request, str(error)) for request in setup.requests]


def _failed(suite: Suite, setup: Setup, request: Request, problem: str) -> Result:
    return Result(suite.original, setup.name, request, None, None, {}, None, problem)


def _compare(suite: Suite, setup: Setup, request: Request, theirs: Side, ours: Side) -> Result:
    try:
        responses = theirs.send(request), ours.send(request)
    except Exception as error:  # A server that closes the connection is a finding, too.
        return _failed(suite, setup, request, f"no response: {error!r}")
    shapes = [Shape(response, request.method) for response in responses]
    found = differences(*shapes)
    names = [request.deviates] if request.deviates else expected(suite.original, setup.name, request.name)
    explained, problem = _explain(request, names, shapes[0], shapes[1], found)
    return Result(suite.original, setup.name, request, *responses, found, explained, problem)


def _explain(
    request: Request, names: list[str], theirs: Shape, ours: Shape, found: dict[str, tuple[Any, Any]]
) -> tuple[str | None, str | None]:
    if not found:
        # What does not occur any more must not stay in the list.
        return None, f"the deviation `{request.deviates}` does not occur" if request.deviates else None
    if framework_page(theirs.parts, ours.parts, found):
        return "framework-page", None
    everywhere = [name for name, part in EVERYWHERE.items() if any(re.fullmatch(part, found_part) for found_part in found)]
    found = {part: pair for part, pair in found.items() if not any(re.fullmatch(it, part) for it in EVERYWHERE.values())}
    if not found:
        return everywhere[0], None
    for name in names:
        if DEVIATIONS[name].explains(theirs.parts, ours.parts, found):
            return name, None
    named = ", ".join(f"`{name}`" for name in names)
    return None, f"{named} does not explain this" if names else "unexplained"
