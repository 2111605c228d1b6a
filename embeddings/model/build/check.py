"""Compares freshly built files with the committed ones and with their manifest."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from errors import BuildError

MANIFEST = "manifest.json"
MODEL_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"
TOKENIZER_CONFIG_FILE = "tokenizer_config.json"
FILES = (MODEL_FILE, TOKENIZER_FILE, TOKENIZER_CONFIG_FILE)


@dataclass(frozen=True)
class Comparison:
    """sha256 of one file as built, as committed and as the manifest states it."""

    name: str
    built: str
    committed: str
    stated: str

    @property
    def same(self) -> bool:
        """Whether all three are equal."""
        return self.built == self.committed == self.stated


def sha256_of(path: Path) -> str:
    """Returns the sha256 of a file in hexadecimal.

    Raises:
        OSError: if it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def compare_with_committed(built: Path, committed: Path) -> list[Comparison]:
    """Compares the three files of two folders.

    Args:
        built: folder of the new files.
        committed: folder of the committed files and of `manifest.json`.

    Returns:
        One comparison a file.

    Raises:
        BuildError: if the manifest lacks a file's sha256.
        OSError: if a file cannot be read.
    """
    return [
        Comparison(
            name,
            sha256_of(built / name),
            sha256_of(committed / name),
            _stated_sha256(committed / MANIFEST, name),
        )
        for name in FILES
    ]


def _stated_sha256(manifest: Path, name: str) -> str:
    try:
        stated = json.loads(manifest.read_text(encoding="utf-8"))["files"][name]["sha256"]
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        place = f"files / {name} / sha256"
        raise BuildError(manifest.name, place, "a sha256", repr(error)) from None
    return str(stated)
