# SPDX-License-Identifier: CC0-1.0
"""Logs what a training run reads as a chain of digests, for "estover chain RELEASE --check LOG". Copy it and use it:

    chain = BatchChain("run.chain", "rel_...", batch=1024, resume=step)    # on every rank; "rel_.../ord_..." if derived
    chain.step([tokens])    # before each optimizer step: this rank's rows of each micro-step, all L+1 tokens of each

It needs Python alone, and torch.distributed where there are several ranks (group: the data-parallel one). An equal
chain proves that data and order were known, not that anything was trained. The format: tokenize/FORMAT.md, 11."""
import hashlib
import os
import struct
import sys


class BatchChain:
    def __init__(self, path, release, batch, resume=0, every=1, group=None):
        self.batch, self.steps, self.every, self.group, self.file = batch, resume, every, group, None
        self.dist = sys.modules.get("torch.distributed")
        if not (self.dist and self.dist.is_available() and self.dist.is_initialized()):
            self.dist = None
        self.value = hashlib.sha256(f"estover.chain.v1{release}".encode()).digest()
        head = f"estover.chain.v1 {release} {batch}\n".encode()
        old = open(path, "rb").read() if os.path.exists(path) else b""
        old = old[: old.rfind(b"\n") + 1]  # a line that was cut when a run was killed is none
        if old and not old.startswith(head):
            raise ValueError(f"{path} is the log of another run; name another file")
        if resume:
            at = [line for line in old.split(b"\n") if line.startswith(b"%d " % resume)]
            if not at:
                raise ValueError(f"{path} has no value after {resume} steps to go on from")
            self.value = bytes.fromhex(at[-1].split()[1].decode())
        if self.dist is None or self.dist.get_rank() == 0:
            self.file = open(path, "ab")
            self.file.truncate(len(old))
            self.file.write(b"" if old else head)

    def step(self, micro_batches):
        parts = [part for tokens in micro_batches for part in self._of_all_ranks(tokens)]
        rows = sum(len(part) for part in parts)
        if rows != self.batch:
            raise ValueError(f"{rows} sequences in a step, expected {self.batch} over all ranks and micro-steps")
        digest = hashlib.sha256(b"".join(_bytes(part) for part in parts)).digest()
        self.value, self.steps = hashlib.sha256(self.value + digest).digest(), self.steps + 1
        if self.file and self.steps % self.every == 0:
            self.file.write(f"{self.steps} {self.value.hex()}\n".encode())
            self.file.flush()

    def _of_all_ranks(self, tokens):
        if self.dist is None:
            return [tokens]
        parts = [tokens.new_empty(tokens.shape) for _ in range(self.dist.get_world_size(self.group))]
        self.dist.all_gather(parts, tokens.contiguous(), group=self.group)
        return parts


def _bytes(rows):
    rows = rows.detach().cpu().numpy() if hasattr(rows, "detach") else rows
    if hasattr(rows, "astype"):
        return rows.astype("<u4").tobytes()
    return b"".join(struct.pack(f"<{len(row)}I", *row) for row in rows)
