"""Writes rows of L+1 tokens as Pythia's preshuffled data: one item per sequence, in training order, each a document.
usage: rows.py ROWS.npy PREFIX"""
import struct
import sys

import numpy as np


def main(array, prefix):
    rows = np.load(array)
    assert rows.ndim == 2 and rows.dtype in (np.uint16, np.int32)
    count, length = rows.shape
    rows.tofile(prefix + ".bin")
    with open(prefix + ".idx", "wb") as index:
        index.write(b"MMIDIDX\x00\x00")
        index.write(struct.pack("<QBQQ", 1, 8 if rows.dtype == np.uint16 else 4, count, count + 1))
        np.full(count, length, np.int32).tofile(index)
        (np.arange(count, dtype=np.int64) * length * rows.dtype.itemsize).tofile(index)
        np.arange(count + 1, dtype=np.int64).tofile(index)


main(sys.argv[1], sys.argv[2])
