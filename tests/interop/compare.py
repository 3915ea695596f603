"""Compares the presets of the conformance server with the libraries whose clients they keep.

python compare.py --conformance PROGRAM --environments FOLDER [--only SUITE[/SETUP]] [--without-preset]
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cases import SUITES
from harness.comparison import Programs, Result, run
from harness.report import problems, rows, summary


def main() -> int:
    """Runs what is asked for; the exit status is 1 if anything is unexplained."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--conformance", type=Path, required=True)
    parser.add_argument("--environments", type=Path, required=True)
    parser.add_argument("--only", default="", help="the name of an original, or NAME/SETUP")
    parser.add_argument("--without-preset", action="store_true")
    given = parser.parse_args()
    programs = Programs(given.environments, given.conformance, not given.without_preset)
    pairs = [(suite, setup) for suite in SUITES for setup in suite.setups]
    pairs = [
        pair for pair in pairs if f"{pair[0].original}/{pair[1].name}/".startswith(given.only and f"{given.only}/")
    ]
    # The servers start while others are asked.
    with ThreadPoolExecutor(4) as pool:
        compared = pool.map(lambda pair: run(pair[0], pair[1], programs), pairs)
        results: list[Result] = [result for setup in compared for result in setup]
    failed = problems(results)
    if failed:
        print(f"## Unexplained\n\n{failed}\n")
    print(f"## Rows of the reference\n\n{rows(results)}\n\n## Summary\n\n{summary(results)}")
    return 1 if failed or not results else 0


if __name__ == "__main__":
    sys.exit(main())
