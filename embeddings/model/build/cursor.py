"""A bounds-checked reader over a little-endian binary file held in memory."""

import struct

import numpy as np

from errors import BuildError


class Cursor:
    """Reads forwards through `image`; every read names its place, for the error message.

    Attributes:
        image: the whole file.
        source: the file's name, for messages.
        position: offset of the next byte to read.
    """

    def __init__(self, image: bytes, source: str) -> None:
        self.image = image
        self.source = source
        self.position = 0

    def take(self, size: int, place: str) -> bytes:
        """Reads `size` bytes.

        Raises:
            BuildError: if the file ends before them.
        """
        start = self._advance(size, place)
        return self.image[start : start + size]

    def number(self, code: str, place: str) -> int:
        """Reads one integer given by its `struct` code, such as `I` for u32.

        Raises:
            BuildError: if the file ends before it.
        """
        layout = struct.Struct("<" + code)
        start = self._advance(layout.size, place)
        return int(layout.unpack_from(self.image, start)[0])

    def size(self, code: str, place: str) -> int:
        """Reads one integer that must be positive: a count or a width.

        Raises:
            BuildError: if it is zero or negative, or the file ends before it.
        """
        value = self.number(code, place)
        if value <= 0:
            raise BuildError(self.source, place, "a positive number", str(value))
        return value

    def real(self, place: str) -> float:
        """Reads one float32.

        Raises:
            BuildError: if the file ends before it.
        """
        start = self._advance(4, place)
        return float(struct.unpack_from("<f", self.image, start)[0])

    def array(self, dtype: str, count: int, place: str) -> np.ndarray:
        """Reads `count` numbers of a NumPy type, as a read-only view of the file.

        Raises:
            BuildError: if the file ends before them.
        """
        start = self._advance(np.dtype(dtype).itemsize * count, place)
        return np.frombuffer(self.image, dtype, count, start)

    def _advance(self, size: int, place: str) -> int:
        start = self.position
        left = len(self.image) - start
        if size > left:
            raise BuildError(self.source, place, f"{size} bytes at offset {start}", f"{left}")
        self.position = start + size
        return start
