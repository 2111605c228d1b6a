"""Symmetric int8 quantisation of matrices, one scale a row."""

import numpy as np

# Largest absolute value of a word-embedding row: all of int8 but -128, so that it is symmetric.
EMBEDDING_LEVEL = 127

# Largest absolute value of a layer weight: 7 bits. x86 CPUs without VNNI add two products of a
# uint8 activation and an int8 weight into a signed 16-bit sum: 2 x 255 x 63 = 32,130 fits in
# 32,767, with 127 it overflows and the run gives wrong vectors.
WEIGHT_LEVEL = 63


def quantise_rows(matrix: np.ndarray, level: int) -> tuple[np.ndarray, np.ndarray]:
    """Quantises each row to integers from `-level` to `level`.

    Args:
        matrix: float32 [rows, columns].
        level: the integer that a row's largest absolute value becomes, at most 127.

    Returns:
        int8 [rows, columns] and float32 [rows]; integers times the row's scale give the row back.
        A row of zeros has scale 1.
    """
    scale = np.abs(matrix).max(axis=1) / np.float32(level)
    scale[scale == 0] = 1
    integers = np.rint(matrix / scale[:, None])
    return np.clip(integers, -level, level).astype(np.int8), scale
