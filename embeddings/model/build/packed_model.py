"""The packed model in memory: its sizes, its vocabulary and its de-quantised tensors."""

from dataclasses import dataclass

import numpy as np

from errors import BuildError

# Tensor encodings. Q4_0 packs 32 weights into 18 bytes: an fp16 scale, then 16 bytes whose low
# halves are weights 0-15 and whose high halves are weights 16-31, each stored plus 8.
ENCODING_FP32 = 0
ENCODING_Q4_0 = 1
BLOCK_WEIGHTS = 32
BLOCK = np.dtype([("scale", "<f2"), ("pairs", "u1", BLOCK_WEIGHTS // 2)])
Q4_ZERO = 8


@dataclass(frozen=True)
class Header:
    """Sizes of the encoder. All are counts, except `epsilon` (added to the variance)."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float

    @property
    def head_size(self) -> int:
        """Width of one attention head."""
        return self.hidden // self.heads


@dataclass(frozen=True)
class SpecialIds:
    """Token ids with a fixed meaning."""

    begin: int
    end: int
    pad: int
    unknown: int


@dataclass(frozen=True)
class TensorEntry:
    """Where one tensor lies: `values` numbers in `size` bytes from `offset` on."""

    encoding: int
    values: int
    offset: int
    size: int


@dataclass(frozen=True)
class PackedModel:
    """The parsed file.

    Attributes:
        source: the file's name, for messages.
        header: the encoder's sizes.
        special: ids of the special tokens.
        pieces: text of every vocabulary piece; the index is the token id.
        scores: log-probability of every piece, float32 [pieces].
        replacements: the normaliser, as replacement text by single character.
        tensors: directory of the tensors by name.
        image: the whole file.
    """

    source: str
    header: Header
    special: SpecialIds
    pieces: list[str]
    scores: np.ndarray
    replacements: dict[str, str]
    tensors: dict[str, TensorEntry]
    image: bytes

    def tensor(self, name: str, shape: tuple[int, ...]) -> np.ndarray:
        """De-quantises one tensor.

        Args:
            name: its name in the directory, such as `l0.q.w`.
            shape: the shape it must have; matrices are [out, in].

        Returns:
            A new float32 array of that shape.

        Raises:
            BuildError: if there is no such tensor or it holds another number of values.
        """
        return self.rows(name, shape, None)

    def rows(self, name: str, shape: tuple[int, ...], ids: list[int] | None) -> np.ndarray:
        """De-quantises chosen rows of a tensor, so that the full word matrix (384 MB as
        float32) is never unpacked.

        Args:
            name: its name in the directory.
            shape: the shape of the whole tensor.
            ids: rows to take, in this order; None takes all.

        Returns:
            A new float32 array [len(ids), *shape[1:]].

        Raises:
            BuildError: if there is no such tensor or it holds another number of values.
        """
        entry = self.tensors.get(name)
        if entry is None:
            raise BuildError(self.source, "tensor directory", f"a tensor {name}", "none")
        values = int(np.prod(shape))
        if entry.values != values:
            raise BuildError(
                self.source, f"tensor {name}", f"{values} values for {shape}", str(entry.values)
            )
        if entry.encoding == ENCODING_FP32:
            stored = np.frombuffer(self.image, "<f4", values, entry.offset).reshape(shape)
            return np.array(stored if ids is None else stored[ids], dtype=np.float32)
        blocks = np.frombuffer(self.image, BLOCK, values // BLOCK_WEIGHTS, entry.offset)
        if ids is None:
            return unpack_blocks(blocks).reshape(shape)
        if shape[-1] % BLOCK_WEIGHTS:
            raise BuildError(self.source, f"tensor {name}", "rows of whole blocks", str(shape))
        chosen = blocks.reshape(shape[0], -1)[ids]
        return unpack_blocks(chosen.reshape(-1)).reshape(len(ids), *shape[1:])


def unpack_blocks(blocks: np.ndarray) -> np.ndarray:
    """De-quantises Q4_0 blocks. Exact: a 4-bit integer times an fp16 scale fits float32.

    Args:
        blocks: array [n] of dtype `BLOCK`.

    Returns:
        float32 [n, 32].
    """
    pairs = blocks["pairs"]
    first = (pairs & 15).astype(np.float32) - Q4_ZERO
    second = (pairs >> 4).astype(np.float32) - Q4_ZERO
    scale = blocks["scale"].astype(np.float32)
    return np.concatenate([first, second], axis=1) * scale[:, None]
