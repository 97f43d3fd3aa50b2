"""What share of a GPU's time the loader of rows and the chain of batches take, while a model of Pythia-160M's shape trains.

usage: gpu_training.py PREFIX LOG RELEASE [STEPS]
PREFIX names rows in training order ("estover shards convert --to preshuffled --batch 32"), LOG is written for
"estover chain --check". It needs a GPU, torch and transformers; the first ten steps are not timed.
"""
import os
import sys
import time

import numpy as np
import torch
from transformers import GPTNeoXConfig, GPTNeoXForCausalLM

here = os.path.dirname(os.path.abspath(__file__))
sys.path += [os.path.join(here, "..", "checks", "readers"), os.path.join(here, "..", "callback")]
from estover_chain import BatchChain  # noqa: E402
from megatron import IndexedDataset  # noqa: E402

BATCH, WARM = 32, 10

prefix, log, release = sys.argv[1:4]
steps = int(sys.argv[4]) if len(sys.argv) > 4 else 120
data = IndexedDataset(prefix)
torch.manual_seed(1)
shape = GPTNeoXConfig(
    vocab_size=50304, hidden_size=768, num_hidden_layers=12, num_attention_heads=12, intermediate_size=3072
)
model = GPTNeoXForCausalLM(shape).to("cuda", torch.bfloat16)
optimizer = torch.optim.AdamW(model.parameters(), lr=3e-4, fused=True)
chain = BatchChain(log, release, BATCH)
losses, loading, hashing = [], 0.0, 0.0
for step in range(steps):
    if step == WARM:
        torch.cuda.synchronize()
        start, loading, hashing = time.perf_counter(), 0.0, 0.0
    before = time.perf_counter()
    rows = torch.from_numpy(np.stack([data[p] for p in range(step * BATCH, (step + 1) * BATCH)]).astype(np.int64))
    loaded = time.perf_counter()
    ids = rows.to("cuda")
    chain.step([ids])
    loading, hashing = loading + loaded - before, hashing + time.perf_counter() - loaded
    logits = model(input_ids=ids[:, :-1]).logits
    loss = torch.nn.functional.cross_entropy(logits.float().flatten(0, 1), ids[:, 1:].flatten())
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
    losses.append(loss.item())
torch.cuda.synchronize()
seconds, length = time.perf_counter() - start, rows.shape[1] - 1
tokens = (steps - WARM) * BATCH * length
print(f"{torch.cuda.get_device_name()}, torch {torch.__version__}: {steps} steps of {BATCH} sequences of {length}")
print(f"loss {losses[0]:.2f}, at the end {np.mean(losses[-5:]):.2f}; {tokens / seconds:,.0f} tokens/s")
print(f"loader {loading / seconds:.2%} of the time ({tokens / loading:,.0f} tokens/s)")
print(f"chain {hashing / seconds:.2%} of the time ({tokens / hashing:,.0f} tokens/s)")
