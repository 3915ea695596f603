"""What is compared of a response: tokens by header and claims, times by their distance, random values by where they come again."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

from .client import Response
from .tokens import decode

# The headers that say something about authentication, besides cookies.
HEADERS = ("content-type", "www-authenticate", "location", "allow")
TIMES = ("exp", "iat", "nbf", "auth_time")
# Random values, of which no client reads the form.
FORMS = (
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    r"(?=.*[0-9])(?=.*[a-f])[0-9a-f]{24,}",
    # Names of exceptions are no random values.
    r"(?!([A-Z][a-z]+)+$)(?=.*[A-Z])(?=.*[a-z])[A-Za-z0-9_-]{20,}",
)
# Seconds by which the clocks of the two responses may differ.
TOLERANCE = 3


@dataclass(frozen=True)
class Time:
    """Seconds from the response."""

    seconds: float

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Time) and abs(self.seconds - other.seconds) <= TOLERANCE

    def __repr__(self) -> str:
        return f"now{round(self.seconds):+}s"


class Shape:
    """The flat map of a response: from the name of each part to its value."""

    def __init__(self, response: Response, method: str) -> None:
        self.at = response.at
        self.parts: dict[str, Any] = {"status": response.status}
        self._random: dict[str, str] = {}
        for name in HEADERS:
            value = response.one(name)
            # Content of no length has no type.
            if value and not (name == "content-type" and not response.body and method != "HEAD"):
                self.parts[name] = ", ".join(sorted(value.split(", "))) if name == "allow" else value
        self._body(response)
        for value in sorted(response.all("set-cookie")):
            self._cookie(value)

    def _body(self, response: Response) -> None:
        text = response.body.decode("utf-8", "replace")
        if "json" not in (response.one("content-type") or ""):
            if text:
                self.parts["body"] = text
            return
        try:
            self._add("body", json.loads(text))
        except ValueError:
            self.parts["body"] = text

    def _add(self, name: str, value: Any) -> None:
        if isinstance(value, dict):
            self.parts[name] = "an object"
            for key, part in sorted(value.items()):
                self._add(f"{name}.{key}", self._time(key, part))
        elif isinstance(value, list):
            self.parts[name] = f"a list of {len(value)}"
            for index, part in enumerate(value):
                self._add(f"{name}[{index}]", part)
        elif isinstance(value, str):
            self._text(name, value)
        else:
            self.parts[name] = value

    def _time(self, key: str, value: Any) -> Any:
        is_time = key in TIMES and isinstance(value, (int, float)) and not isinstance(value, bool)
        return Time(value - self.at) if is_time else value

    def _text(self, name: str, value: str) -> None:
        try:
            header, payload, _ = value.split(".")
            token = {"header": json.loads(decode(header)), "claims": json.loads(decode(payload))}
        except ValueError:
            self.parts[name] = self._form(name, value)
        else:
            self._add(name, token)
            self.parts[name] = "a token"

    def _form(self, name: str, value: str) -> str:
        """A random value by that it is one; one that comes again, by where it came first."""
        if not any(re.fullmatch(pattern, value) for pattern in FORMS):
            return value
        first = self._random.setdefault(value, name)
        return "a random value" if first == name else f"that of {first}"

    def _cookie(self, text: str) -> None:
        pair, *attributes = (part.strip() for part in text.split(";"))
        name, _, value = pair.partition("=")
        name = f"cookie {name}"
        while name in self.parts:
            name += " again"
        # The parts of a split token are no tokens by themselves.
        if value.count(".") == 1 and value.startswith("ey"):
            value += "."
        self._text(name, value.strip('"'))
        for attribute in attributes:
            key, _, said = attribute.partition("=")
            self._attribute(f"{name}; {key.lower()}", said)

    def _attribute(self, name: str, said: str) -> None:
        if name.endswith("; expires"):
            seconds = parsedate_to_datetime(said).timestamp()
            self.parts[name] = Time(seconds - self.at) if seconds > 86400 else "1970"
        elif name.endswith("; max-age"):
            self.parts[name] = Time(float(said)) if said != "0" else 0
        else:
            self.parts[name] = said or "yes"


def differences(theirs: Shape, ours: Shape) -> dict[str, tuple[Any, Any]]:
    """The parts that differ, each with both values; `None` stands for none, and hides what would be inside."""
    names = dict.fromkeys([*theirs.parts, *ours.parts])
    pairs = {name: (theirs.parts.get(name), ours.parts.get(name)) for name in names}
    found = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    lacking = tuple(name + end for name, pair in found.items() if None in pair for end in ".[;")
    return {name: pair for name, pair in found.items() if not name.startswith(lacking)}
