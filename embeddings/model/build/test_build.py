"""Tests of the build on small made-up data; needs numpy only.

python -m unittest test_build
"""

import hashlib
import json
import struct
import tempfile
import unittest
from pathlib import Path
from typing import Any

import numpy as np

from check import FILES, compare_with_committed
from environment import read_pins
from errors import BuildError
from packed_model import BLOCK, unpack_blocks
from quantise import quantise_rows
from unigram import METASPACE, UnigramSegmenter, normalise
from vocabulary import is_kept_by_form, spellings
from weights import parse_packed_model

PIECES = ("<s>", "<pad>", "</s>", "<unk>", "a", METASPACE)
HIDDEN = 32
ENTRIES = ("<H5sBIQQ", "<H4sBIQQ")


def packed_image(**changes: Any) -> bytes:
    """Packs one plain and one 4-bit tensor, with some header fields changed."""
    field: dict[str, Any] = {
        "magic": b"E5S1",
        "version": 1,
        "hidden": HIDDEN,
        "vocabulary": 8,
        "block": 32,
    }
    field |= {"pieces": len(PIECES), "size": 4 * HIDDEN, "values": HIDDEN} | changes
    texts = [piece.encode() for piece in PIECES]
    ends = np.cumsum([0] + [len(text) for text in texts]).astype("<u4")
    sizes = (field["hidden"], 1, 2, 4, field["vocabulary"], 16, 2)
    head = field["magic"] + struct.pack("<I7ifi", field["version"], *sizes, 1e-12, field["block"])
    head += struct.pack("<i4iQ", field["pieces"], 0, 2, 1, 3, int(ends[-1]))
    head += ends.tobytes() + np.arange(len(texts), dtype="<f4").tobytes() + b"".join(texts)
    head += struct.pack("<iIIBII", 1, 13, ord("ﬁ"), 2, ord("f"), ord("i"))
    plain = np.arange(HIDDEN, dtype="<f4").tobytes()
    packed = struct.pack("<e16B", 0.5, *([0xF8] * 16)) + struct.pack("<e16B", 2, *([0x80] * 16))
    start = len(head) + struct.calcsize("<i") + sum(map(struct.calcsize, ENTRIES))
    directory = struct.pack("<i", 2)
    directory += struct.pack(ENTRIES[0], 5, b"plain", 0, field["values"], start, field["size"])
    directory += struct.pack(ENTRIES[1], 4, b"4bit", 1, 64, start + len(plain), len(packed))
    return bytes(head + directory + plain + packed)


class WeightsTest(unittest.TestCase):
    """Reading of the packed file."""

    def test_reads_every_part(self) -> None:
        """A sound file gives its sizes, pieces, replacements and tensors."""
        model = parse_packed_model(packed_image(), "small.bin")
        self.assertEqual((model.header.hidden, model.header.head_size), (HIDDEN, HIDDEN // 2))
        self.assertEqual(tuple(model.pieces), PIECES)
        self.assertEqual((model.special.end, model.special.pad), (2, 1))
        self.assertEqual(model.replacements, {"ﬁ": "fi"})
        np.testing.assert_array_equal(model.tensor("plain", (HIDDEN,)), np.arange(HIDDEN))
        rows = model.tensor("4bit", (2, HIDDEN))
        np.testing.assert_array_equal(rows[0], [0.0] * 16 + [3.5] * 16)
        np.testing.assert_array_equal(rows[1], [-16.0] * 16 + [0.0] * 16)

    def test_chosen_rows_are_those_of_the_whole_tensor(self) -> None:
        """Unpacking some rows gives what unpacking all and choosing gives."""
        model = parse_packed_model(packed_image(), "small.bin")
        whole = model.tensor("4bit", (2, HIDDEN))
        np.testing.assert_array_equal(model.rows("4bit", (2, HIDDEN), [1, 0]), whole[[1, 0]])

    def test_says_what_is_wrong(self) -> None:
        """Each kind of damage is named with what was expected and found."""
        damaged = {
            "magic: expected b'E5S1', found b'NOPE'": packed_image(magic=b"NOPE"),
            "version: expected 1, found 2": packed_image(version=2),
            "hidden: expected a positive number, found -1": packed_image(hidden=-1),
            "hidden: expected a multiple of 2 heads, found 33": packed_image(hidden=33),
            "weights in a block: expected 32, found 64": packed_image(block=64),
            "number of pieces: expected at most 5, found 6": packed_image(vocabulary=5),
            "piece offsets: expected rising from 0": packed_image(pieces=5),
            "tensor plain: expected 128 bytes, found 64": packed_image(size=64),
            "tensor plain: expected an end within": packed_image(values=4096, size=16384),
            "tensor 4bit: expected an end within": packed_image()[:-1],
            "version: expected 4 bytes at offset 4, found 2": packed_image()[:6],
        }
        for message, image in damaged.items():
            with self.subTest(message), self.assertRaises(BuildError) as caught:
                parse_packed_model(image, "small.bin")
            self.assertIn(f"small.bin: {message}", str(caught.exception))

    def test_refuses_a_wrong_tensor(self) -> None:
        """A missing tensor or another shape is an error, not a wrong array."""
        model = parse_packed_model(packed_image(), "small.bin")
        for name, shape in (("absent", (HIDDEN,)), ("plain", (HIDDEN, 2))):
            with self.subTest(name), self.assertRaises(BuildError):
                model.tensor(name, shape)

    def test_every_cut_is_an_error(self) -> None:
        """A file cut anywhere is refused with a BuildError and with nothing else."""
        image = packed_image()
        for length in range(len(image)):
            with self.subTest(length), self.assertRaises(BuildError):
                parse_packed_model(image[:length], "small.bin")


class NumbersTest(unittest.TestCase):
    """Unpacking and quantising."""

    def test_block_order(self) -> None:
        """Low halves come before high halves."""
        block = np.zeros(1, BLOCK)
        block["scale"] = 1
        block["pairs"] = np.arange(16, dtype=np.uint8)
        np.testing.assert_array_equal(unpack_blocks(block)[0], [*range(-8, 8), *([-8] * 16)])

    def test_rows_come_back_within_half_a_step(self) -> None:
        """Integers times scale are the row, to half a step; zeros stay zeros."""
        matrix = np.random.default_rng(7).normal(size=(9, 40)).astype(np.float32)
        matrix[4] = 0
        integers, scale = quantise_rows(matrix, 63)
        self.assertEqual((integers.dtype, scale.dtype), (np.int8, np.float32))
        self.assertEqual(int(np.abs(integers).max()), 63)
        error = np.abs(integers * scale[:, None] - matrix)
        self.assertTrue((error <= scale[:, None] * 0.5001).all())
        np.testing.assert_array_equal(integers[4], 0)
        self.assertEqual(scale[4], 1)


class VocabularyTest(unittest.TestCase):
    """Which pieces stay, and how words split."""

    def test_forms(self) -> None:
        """Han, signs, digits, short and single Latin stay; other scripts do not."""
        for piece in ("海关", "\uff0c", "▁2024", "A股", "▁th", "é", "\uff01"):
            self.assertTrue(is_kept_by_form(piece), piece)
        for piece in ("▁the", "の", "▁при", "▁été", "관세"):
            self.assertFalse(is_kept_by_form(piece), piece)

    def test_spellings(self) -> None:
        """Only short words are also written in capitals."""
        self.assertEqual(spellings("aeo"), {"aeo", "Aeo", "AEO"})
        self.assertEqual(spellings("customs"), {"customs", "Customs"})

    def test_best_split_wins(self) -> None:
        """The larger sum wins over the longer piece, and unknowns come last."""
        pieces = ("<unk>", METASPACE, "a", "b", "ab", METASPACE + "a")
        scores = (0.0, -1.0, -1.0, -1.0, -5.0, -1.5)
        segmenter = UnigramSegmenter(pieces, scores, {}, 0)
        self.assertEqual(segmenter.segment("ab"), [5, 3])
        self.assertEqual(segmenter.segment("a?b"), [5, 0, 3])

    def test_normalise(self) -> None:
        """Replacement comes before the joining of spaces."""
        self.assertEqual(normalise("a\u3000 ﬁ", {"\u3000": " ", "ﬁ": "fi"}), "▁a▁fi")
        self.assertEqual(normalise("", {}), METASPACE)


class FilesTest(unittest.TestCase):
    """Pins and comparison."""

    def test_pins(self) -> None:
        """Comments are skipped, anything but an exact pin is refused."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "requirements.txt")
            path.write_text("# why\none==1.2 # note\n\n", encoding="utf-8")
            self.assertEqual(read_pins(path), {"one": "1.2"})
            path.write_text("one>=1.2\n", encoding="utf-8")
            with self.assertRaises(BuildError):
                read_pins(path)

    def test_comparison(self) -> None:
        """A file is the same only if the committed one and the manifest agree."""
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
            for name in FILES:
                Path(one, name).write_bytes(b"x")
                Path(other, name).write_bytes(b"x")
            digest = hashlib.sha256(b"x").hexdigest()
            stated = {name: {"sha256": digest} for name in FILES}
            stated[FILES[1]] = {"sha256": "0"}
            Path(other, "manifest.json").write_text(json.dumps({"files": stated}))
            Path(other, FILES[2]).write_bytes(b"y")
            found = compare_with_committed(Path(one), Path(other))
            self.assertEqual([comparison.same for comparison in found], [True, False, False])
            Path(other, "manifest.json").write_text("{}")
            with self.assertRaises(BuildError):
                compare_with_committed(Path(one), Path(other))


if __name__ == "__main__":
    unittest.main()
