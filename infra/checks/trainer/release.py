"""Reads a release's sequences in training order, by tokenize/FORMAT.md alone: manifest, packed order, .bin/.idx."""
import hashlib
import json
import os
import struct
import sys
from fractions import Fraction

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "readers"))
from megatron import IndexedDataset  # noqa: E402

MASK = (1 << 64) - 1


class Permutation:
    """Section 4: a keyed bijection of [0, n)."""

    def __init__(self, n, seed, label):
        self.n = n
        self.columns = 1
        while self.columns * self.columns < n:
            self.columns += 1
        self.rows = max(1, -(-n // self.columns))
        self.keys = []
        for r in range(24):
            words = struct.pack(">QQI", seed & MASK, n, r)
            digest = hashlib.sha256(b"estover.permutation.v1" + words + label.encode()).digest()
            self.keys.append(struct.unpack(">QQ", digest[:16]))

    @staticmethod
    def _mix(z):
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def _f(self, r, x, m):
        first, second = self.keys[r]
        return self._mix((self._mix(x ^ first) + second) & MASK) * m >> 64

    def __call__(self, x):
        while True:
            row, column = divmod(x, self.columns)
            for r in range(0, 24, 2):
                column = (column + self._f(r, row, self.columns)) % self.columns
                row = (row + self._f(r + 1, column, self.rows)) % self.rows
            x = row * self.columns + column
            if x < self.n:
                return x


class Release:
    """Sections 5 and 6: positions to slots to sequences to tokens of the shards."""

    def __init__(self, folder):
        with open(os.path.join(folder, "manifest.json"), encoding="utf-8") as file:
            text = file.read()
        content = json.loads(text)["content"]
        # Canonical JSON is what this writes, as long as no string needs an escape that Python spells otherwise.
        canonical = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        assert canonical in text
        self.id = "rel_" + hashlib.sha256(canonical.encode()).hexdigest()[:32]
        self.inputs = content["order"]["sequence-tokens"]
        seed = int(content["order"]["seed"])
        self.sources = []
        slots = 0
        for source in sorted(content["sources"], key=lambda s: s["name"].encode()):
            shards = [s for s in content["shards"] if s["source"] == source["name"]]
            streams = [
                IndexedDataset(os.path.join(folder, s["bin"]["name"][: -len(".bin")]))
                for s in sorted(shards, key=lambda s: s["number"])
            ]
            count = max(0, source["tokens"] - 1) // self.inputs
            quota = int(Fraction(source["weight"]) * count)
            part = Permutation(count, seed, "part:" + source["name"])
            starts = np.cumsum([0] + [len(s.tokens) for s in streams])
            assert starts[-1] == source["tokens"]
            self.sources.append((slots, slots + quota, quota, count, part, starts, streams))
            slots += quota
        self.order = Permutation(slots, seed, "slots")

    def __len__(self):
        return self.order.n

    def __getitem__(self, position):
        slot = self.order(position)
        first, _, quota, count, part, starts, streams = next(s for s in self.sources if s[0] <= slot < s[1])
        copy, sequence = divmod(slot - first, count)
        if copy == quota // count:
            sequence = part(sequence)
        at, end = sequence * self.inputs, sequence * self.inputs + self.inputs + 1
        pieces = []
        for start, stream in zip(starts, streams):
            pieces.append(stream.tokens[max(0, at - int(start)) : max(0, end - int(start))])
        tokens = np.concatenate(pieces)
        assert len(tokens) == self.inputs + 1
        return tokens
