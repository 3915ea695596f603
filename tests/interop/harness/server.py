"""The two servers of a setup, as processes."""

from __future__ import annotations

import json
import subprocess
import tempfile
import threading
from collections import deque
from pathlib import Path
from typing import Any


class Server:
    """A program that prints `listening on ADDRESS`; stopped at the end of the block."""

    def __init__(self, name: str, command: list[str]) -> None:
        self.name = name
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.output: deque[str] = deque(maxlen=60)
        self.address = self._address()
        # A full pipe would stop the server.
        threading.Thread(target=self._drain, daemon=True).start()

    def _address(self) -> str:
        assert self.process.stdout
        for line in self.process.stdout:
            if line.startswith("listening on "):
                return line.removeprefix("listening on ").strip()
            self.output.append(line)
        raise RuntimeError(f"{self.name} does not start:\n{self.log()}")

    def _drain(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.output.append(line)

    def log(self) -> str:
        """The last lines that the server printed."""
        return "".join(self.output)

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()


def original(name: str, environments: Path, settings: dict[str, Any]) -> Server:
    """Starts the application of an original library in its environment."""
    python = environments / name / "bin" / "python"
    program = Path(__file__).parent.parent / "originals" / f"{name.replace('-', '_')}.py"
    return Server(name, [str(python), "-u", str(program), json.dumps(settings)])


def conformance(program: Path, preset: str, settings: dict[str, Any]) -> Server:
    """Starts our server with a preset and the settings over it; `adopt_until` is no setting, but a switch."""
    settings = dict(settings)
    until = settings.pop("adopt_until", None)
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(settings, file)
        file.flush()
        command = [str(program), "--listen", "127.0.0.1:0", "--preset", preset, "--settings", file.name]
        return Server("conformance", command + (["--adopt-until", until] if until else []))
