"""Reads a .bin/.idx pair by the rules of MMapIndexedDataset of GPT-NeoX and Pythia, with numpy alone."""
import struct

import numpy as np

TYPES = {1: np.uint8, 2: np.int8, 3: np.int16, 4: np.int32, 5: np.int64, 6: np.float32, 7: np.float64, 8: np.uint16}


class IndexedDataset:
    """Items are sequences, of which each is a document of its own."""

    def __init__(self, prefix):
        with open(prefix + ".idx", "rb") as index:
            assert index.read(9) == b"MMIDIDX\x00\x00", prefix
            version, code, sequences, documents = struct.unpack("<QBQQ", index.read(25))
            assert version == 1, prefix
            offset = index.tell()
        index = memoryview(np.memmap(prefix + ".idx", mode="r", order="C"))
        self.sizes = np.frombuffer(index, dtype=np.int32, count=sequences, offset=offset)
        offset += self.sizes.nbytes
        self.pointers = np.frombuffer(index, dtype=np.int64, count=sequences, offset=offset)
        offset += self.pointers.nbytes
        ends = np.frombuffer(index, dtype=np.int64, count=documents, offset=offset)
        assert offset + ends.nbytes == len(index), prefix
        assert (ends == np.arange(sequences + 1)).all(), prefix
        self.tokens = np.memmap(prefix + ".bin", dtype=TYPES[code], mode="r", order="C")
        assert int(self.sizes.sum(dtype=np.int64)) == len(self.tokens), prefix

    def __len__(self):
        return len(self.sizes)

    def __getitem__(self, item):
        start = int(self.pointers[item]) // self.tokens.dtype.itemsize
        return self.tokens[start : start + int(self.sizes[item])]

    def rows(self, start, stop):
        """A slice of preshuffled data, as batch_viewer.py takes it: from the first pointer on, whatever the sizes."""
        total = int(self.sizes[start:stop].sum(dtype=np.int64))
        first = int(self.pointers[start]) // self.tokens.dtype.itemsize
        return self.tokens[first : first + total].reshape(-1, self.sizes[0])
