"""The report: what is unexplained, and the summary as Markdown."""

from __future__ import annotations

from collections import Counter

from .client import Response
from .comparison import Result


def problems(results: list[Result]) -> str:
    """Each result that is not as it should be, with both responses."""
    texts = []
    for result in (result for result in results if result.problem):
        request = result.request
        where = f"{result.suite}, {result.setup}: {request.name} [{request.rows}]"
        lines = [f"- {where}: {result.problem}"]
        for name, (theirs, ours) in result.differences.items():
            lines.append(f"    {name}: theirs {theirs!r}, ours {ours!r}")
        for name, response in (("theirs", result.theirs), ("ours", result.ours)):
            if response:
                lines.append(f"    {name}: {_text(response)}")
        texts.append("\n".join(lines))
    return "\n".join(texts)


def _text(response: Response) -> str:
    headers = "; ".join(f"{name}: {value}" for name, value in response.headers)
    return f"{response.status} [{headers}] {response.body.decode('utf-8', 'replace')[:600]}"


def summary(results: list[Result]) -> str:
    """The table: a row for each original library."""
    lines = [
        "| original | requests | same | deviations | unexplained | rows covered |",
        "|---|--:|--:|---|--:|--:|",
    ]
    for suite in dict.fromkeys(result.suite for result in results):
        own = [result for result in results if result.suite == suite]
        deviations = Counter(result.explained for result in own if result.explained)
        named = ", ".join(f"{name} {count}" for name, count in sorted(deviations.items())) or "none"
        rows = {row for result in own for row in result.request.row_names()}
        counts = len(own), sum(result.is_same() for result in own)
        unexplained = sum(result.problem is not None for result in own)
        lines.append(f"| {suite} | {counts[0]} | {counts[1]} | {named} | {unexplained} | {len(rows)} |")
    return "\n".join(lines)


def rows(results: list[Result]) -> str:
    """The rows of the reference that were shown, for each original library."""
    lines = []
    for suite in dict.fromkeys(result.suite for result in results):
        own = {row for result in results if result.suite == suite for row in result.request.row_names()}
        lines.append(f"- {suite}: {', '.join(sorted(own, key=_natural))}")
    return "\n".join(lines)


def _natural(row: str) -> tuple[str, int]:
    return row[0], int(row[1:])
