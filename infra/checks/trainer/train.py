"""Trains a small transformer of two layers and logs what it reads by infra/callback/estover_chain.py.

usage: train.py DATA LOG RELEASE [--batch B] [--steps N] [--swap STEP] [--every K] [--resume STEP]
                [--accumulation A] [--rank R --world W --meet FILE] [--device cuda]
DATA is a release's folder, whose .bin/.idx are read in the release's order, or PREFIX of rows in training order.
"""
import argparse
import os
import sys

import numpy as np
import torch
from torch import nn

from release import IndexedDataset, Release

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "callback"))
from estover_chain import BatchChain  # noqa: E402

VOCABULARY = 2048  # of the model, which reads ids modulo this: the check is about data, not about quality
WIDTH = 32


class Model(nn.Module):
    def __init__(self, length):
        super().__init__()
        self.tokens = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(length, WIDTH)
        layer = nn.TransformerEncoderLayer(WIDTH, 2, 4 * WIDTH, dropout=0.0, batch_first=True)
        self.layers = nn.TransformerEncoder(layer, num_layers=2)
        self.head = nn.Linear(WIDTH, VOCABULARY)
        self.register_buffer("mask", torch.triu(torch.full((length, length), float("-inf")), diagonal=1))

    def forward(self, inputs):
        hidden = self.tokens(inputs) + self.positions.weight
        return self.head(self.layers(hidden, mask=self.mask))


def main():
    arguments = argparse.ArgumentParser()
    for name in ("data", "log", "release"):
        arguments.add_argument(name)
    for name, default in (("batch", 8), ("steps", 50), ("swap", -1), ("every", 1), ("resume", 0)):
        arguments.add_argument("--" + name, type=int, default=default)
    for name, default in (("accumulation", 1), ("rank", 0), ("world", 1)):
        arguments.add_argument("--" + name, type=int, default=default)
    arguments.add_argument("--meet")
    arguments.add_argument("--device", default="cpu")
    args = arguments.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(1)
    if args.meet:
        meet = "file://" + args.meet
        torch.distributed.init_process_group("gloo", init_method=meet, rank=args.rank, world_size=args.world)
    data = Release(args.data) if os.path.isdir(args.data) else IndexedDataset(args.data)
    model = Model(len(data[0]) - 1).to(args.device)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-2)
    chain = BatchChain(args.log, args.release, args.batch, resume=args.resume, every=args.every)
    losses = []
    for step in range(args.resume, args.steps):
        positions = list(range(step * args.batch, (step + 1) * args.batch))
        if step == args.swap:
            positions[2], positions[5] = positions[5], positions[2]
        rows = torch.from_numpy(np.stack([data[p] for p in positions]).astype(np.int64))
        # As the samplers of Megatron and GPT-NeoX divide a step: micro-step, rank, row.
        parts = rows.reshape(args.accumulation, args.world, -1, rows.shape[1])[:, args.rank]
        chain.step(list(parts))
        optimizer.zero_grad()
        total = 0.0
        for part in parts:
            ids = part.to(args.device) % VOCABULARY
            logits = model(ids[:, :-1])
            loss = nn.functional.cross_entropy(logits.flatten(0, 1), ids[:, 1:].flatten()) / len(parts)
            loss.backward()
            total += loss.item()
        if args.meet:
            for parameter in model.parameters():
                torch.distributed.all_reduce(parameter.grad)
                parameter.grad /= args.world
        optimizer.step()
        losses.append(total)
    if args.rank == 0:
        first, last = np.mean(losses[:5]), np.mean(losses[-5:])
        print(f"steps {args.resume} to {args.steps - 1}: loss {first:.2f}, at the end {last:.2f}")
        assert len(losses) < 40 or last < first - 1, "it did not learn"


main()
