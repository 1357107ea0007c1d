"""Rich on Django's output streams."""

from __future__ import annotations

import os
import shutil
from typing import Any

from rich.console import Console

WIDTH = 120  # where no terminal says how wide it is


def console_on(stream: Any) -> Console:
    """A console that writes to a command's `stdout`, in colour only where a person looks."""
    terminal = bool(getattr(stream, "isatty", lambda: False)())
    width = shutil.get_terminal_size((WIDTH, 24)).columns if terminal or "COLUMNS" in os.environ else WIDTH
    return Console(file=stream, width=width, force_terminal=terminal, soft_wrap=False)
