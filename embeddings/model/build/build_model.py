"""Builds model.onnx, tokenizer.json and tokenizer_config.json from the pinned packages.

    python build_model.py --output DIR [--check]

Exit status: 0 built (and with --check identical to the committed files), 1 a file differs from
the committed one, 2 the environment or the command line does not allow a build.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from check import (
    FILES,
    MODEL_FILE,
    TOKENIZER_CONFIG_FILE,
    TOKENIZER_FILE,
    compare_with_committed,
)
from environment import check_environment, packed_weights_path
from errors import BuildError

COMMITTED = Path(__file__).resolve().parent.parent

EXIT_OK = 0
EXIT_DIFFERENT = 1
EXIT_BROKEN = 2


def main(arguments: list[str] | None = None) -> int:
    """Runs the command line.

    Args:
        arguments: the arguments; None takes the process's own.

    Returns:
        The exit status, see the top of this file.
    """
    parser = argparse.ArgumentParser(description="Rebuilds the embedding model's files.")
    parser.add_argument("--output", type=Path, required=True, help="folder to write the files to")
    parser.add_argument(
        "--check", action="store_true", help="compare the files with the committed ones"
    )
    options = parser.parse_args(arguments)
    try:
        if options.check and options.output.resolve() == COMMITTED:
            # The build would replace what it is to be compared with.
            raise BuildError(
                "--output", "with --check", "a folder other than the committed one", "that one"
            )
        build_files(options.output)
        return report_check(options.output) if options.check else EXIT_OK
    except (BuildError, ImportError, OSError) as error:
        print(f"cannot build: {error}", file=sys.stderr)
        return EXIT_BROKEN


def build_files(output: Path) -> None:
    """Builds the three files, printing a line a step.

    Args:
        output: folder to write to; made if it is missing. Files in it are replaced, each at once.

    Raises:
        BuildError: for a broken environment or weights file.
        OSError: if a file cannot be read or written.
    """
    started = time.monotonic()

    def progress(text: str) -> None:
        print(f"[{time.monotonic() - started:5.1f} s] {text}", flush=True)

    progress("environment: " + ", ".join(check_environment()))
    # Only now, because these import the packages that have just been checked.
    from graph import build_graph
    from tokenizer import tokenizer_config_json, tokenizer_json
    from vocabulary import choose_pieces, frequent_english_words
    from weights import read_packed_model

    output.mkdir(parents=True, exist_ok=True)
    model = read_packed_model(packed_weights_path())
    header = model.header
    progress(
        f"weights: {len(model.tensors)} tensors, {header.layers} layers, "
        f"hidden {header.hidden}, {len(model.pieces):,} pieces"
    )
    kept = choose_pieces(model, frequent_english_words())
    progress(f"vocabulary: {len(kept.ids):,} pieces kept, {kept.by_form:,} of them for their form")
    contents = {
        TOKENIZER_FILE: tokenizer_json(model, kept.ids),
        TOKENIZER_CONFIG_FILE: tokenizer_config_json(),
    }
    progress("tokenizer: made")
    graph = build_graph(model, kept.ids)
    contents[MODEL_FILE] = graph.SerializeToString()
    progress(f"graph: {len(graph.graph.node)} nodes, checked")
    for name in FILES:
        _write_whole(output / name, contents[name])
        progress(f"written: {name}, {len(contents[name]):,} bytes")


def report_check(output: Path) -> int:
    """Prints how the built files compare with the committed ones.

    Args:
        output: folder of the built files.

    Returns:
        `EXIT_OK` if all are identical, else `EXIT_DIFFERENT`.

    Raises:
        BuildError: if the manifest is unusable.
        OSError: if a file cannot be read.
    """
    comparisons = compare_with_committed(output, COMMITTED)
    for one in comparisons:
        if one.same:
            print(f"same: {one.name} {one.built}")
        else:
            print(
                f"different: {one.name} built {one.built}, "
                f"committed {one.committed}, manifest {one.stated}"
            )
    return EXIT_OK if all(one.same for one in comparisons) else EXIT_DIFFERENT


def _write_whole(path: Path, content: bytes) -> None:
    """Writes beside the file first, so that a stopped run leaves no half file under its name."""
    partial = path.with_name(path.name + ".partial")
    partial.write_bytes(content)
    os.replace(partial, path)


if __name__ == "__main__":
    sys.exit(main())
