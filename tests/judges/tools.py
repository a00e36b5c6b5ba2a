"""The programs in tests/tools, which `npm ci` has installed there; make does it before it starts the judges."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

TOOLS = Path(__file__).resolve().parent.parent / "tools"
MODULES = TOOLS / "node_modules"
NODE = Path(sys.executable).parent / "node"


def java(*arguments: str | Path) -> str:
    assert shutil.which("java"), "The HTML checker needs java on the PATH (Debian: default-jre-headless)."
    done = subprocess.run([shutil.which("java"), *arguments], capture_output=True, text=True, check=False)
    return done.stdout


def node(program: Path, *arguments: str | Path, asked: str = "") -> str:
    """Runs a program to its end; what it answers to `asked`, its standard input."""
    assert MODULES.is_dir(), "Install the judges first: npm --prefix tests/tools ci"
    command = [str(NODE), str(program), *[str(argument) for argument in arguments]]
    done = subprocess.run(command, input=asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def asked(program: str, question: Any) -> Any:
    """One of our own small programs in tests/tools, spoken to in JSON."""
    return json.loads(node(TOOLS / program, asked=json.dumps(question)))
