"""Reads token files by the rules of the trainers' own readers, with numpy alone.

usage: token_formats.py megatron PREFIX | unshard FIRST-SLICE OUT.bin | viewer PREFIX START END BATCH OUT.npy
       | datatrove FILE L | olmo FILE | mds FOLDER
Prints items, tokens and a SHA-256 over all items (length as u32, tokens as i32), which formats have in common.
"""
import gzip
import hashlib
import json
import os
import struct
import subprocess
import sys

import numpy as np

from megatron import IndexedDataset


def report(items):
    digest, count, tokens = hashlib.sha256(), 0, 0
    for item in items:
        digest.update(struct.pack("<I", len(item)))
        digest.update(item.astype("<i4").tobytes())
        count += 1
        tokens += len(item)
    print(f"{count} items, {tokens} tokens, {digest.hexdigest()}")


def unshard(first, out):
    """As Pythia's unshard_memmap.py, which is told how many there are."""
    base, folder = os.path.basename(first)[:-19], os.path.dirname(first)
    last = int(first[-9:-4])
    with open(out, "wb") as whole:
        for i in range(last + 1):
            with open(os.path.join(folder, f"{base}-{i:05}-of-{last:05}.bin"), "rb") as shard:
                whole.write(shard.read())


def datatrove(file, inputs):
    """As DatatroveFileDataset, and load_doc_ends of the merger."""
    with open(file + ".metadata", "rt") as f:
        tokenizer, token_size = f.read().splitlines()[0].split("|")
    dtype = np.uint16 if int(token_size) == 2 else np.uint32
    tokens = np.fromfile(file, dtype)
    ends = np.fromfile(file + ".index", np.uint64).astype(np.int64)
    assert ends[-1] == len(tokens)
    windows = os.path.getsize(file) // int(token_size) // (inputs + 1)
    with open(file, "rb") as f:
        for item in (0, windows // 2, windows - 1):
            f.seek(item * int(token_size) * (inputs + 1))
            window = np.frombuffer(f.read(int(token_size) * (inputs + 1)), dtype)
            assert (window == tokens[item * (inputs + 1) : (item + 1) * (inputs + 1)]).all()
    print(f"{windows} windows of {inputs + 1} tokens, tokenizer {tokenizer}")
    report(np.split(tokens, ends[:-1]))


def olmo(file):
    """As iter_document_indices of OLMo-core, and load_index and global_to_local of MaxText."""
    with open(file.replace(".npy", ".json"), encoding="utf-8") as f:
        index = json.load(f)
    assert index["format_version"] == "1"
    dtype = np.dtype(index["dtype"])
    tokens = np.memmap(file, mode="r", dtype=dtype)
    digest = hashlib.sha256()
    for part in ("1", str(index["sequence_length"]), index["dtype"], index["tokenizer"]):
        digest.update(part.encode() + b"\x00")
    total = 0
    for entry in index["files"]:
        assert os.path.getsize(os.path.join(os.path.dirname(file), entry["path"])) == entry["n_tokens"] * dtype.itemsize
        assert entry["n_instances"] == entry["n_tokens"] // index["sequence_length"]
        assert entry["instance_offset"] == total
        total += entry["n_instances"]
        digest.update(entry["path"].encode() + b"\x00" + str(entry["n_tokens"]).encode() + b"\x00")
    assert index["fingerprint"] == "sha256:" + digest.hexdigest()
    assert index["total_instances"] == total and index["total_tokens"] == len(tokens)
    print(f"{total} instances of {index['sequence_length']} tokens")
    items, end = [], 0
    with gzip.open(os.path.join(os.path.dirname(file), os.path.basename(file).replace(".npy", ".csv.gz")), "rt") as f:
        for line in f:
            start_index, end_index, *_ = line.split(",")
            assert int(start_index) == end
            end = int(end_index)
            items.append(tokens[int(start_index) : end])
    assert end == len(tokens)
    report(items)


def ndarray(encoding, data):
    """As NDArray.decode of streaming."""
    dtype, *shape = encoding.split(":")[1:]
    if shape:
        return np.frombuffer(data, dtype).reshape(tuple(map(int, shape[0].split(","))))
    ndim, width = data[0] >> 2, 2 ** (data[0] % 4)
    shape = np.frombuffer(data[1 : 1 + ndim * width], f"uint{8 * width}")
    return np.frombuffer(data[1 + ndim * width :], dtype).reshape(shape)


def mds(folder):
    """As MDSReader.from_json, get_sample_data and decode_sample."""
    with open(os.path.join(folder, "index.json")) as f:
        index = json.load(f)
    assert index["version"] == 2
    items = []
    for shard in index["shards"]:
        assert shard["version"] == 2 and shard["format"] == "mds"
        stored = shard["zip_data"] or shard["raw_data"]
        with open(os.path.join(folder, stored["basename"]), "rb") as f:
            data = f.read()
        assert len(data) == stored["bytes"]
        assert hashlib.sha256(data).hexdigest() == stored["hashes"]["sha256"]
        if shard["zip_data"]:
            assert shard["compression"].split(":")[0] == "zstd"
            # The trainers' library reads a frame only if its header states the size (RFC 8878, 3.1.1.1).
            assert data[:4] == b"\x28\xb5\x2f\xfd" and data[4] & 0xE0
            data = subprocess.run(["zstd", "-dcq"], input=data, stdout=subprocess.PIPE, check=True).stdout
            assert hashlib.sha256(data).hexdigest() == shard["raw_data"]["hashes"]["sha256"]
        assert len(data) == shard["raw_data"]["bytes"] <= shard["size_limit"] or shard["samples"] == 1
        count = int(np.frombuffer(data[:4], np.uint32)[0])
        assert count == shard["samples"]
        offsets = np.frombuffer(data[4 : 8 + 4 * count], np.uint32)
        config = {key: shard[key] for key in shard if key not in ("raw_data", "zip_data", "samples")}
        assert data[8 + 4 * count : offsets[0]] == json.dumps(config, sort_keys=True).encode()
        for i in range(count):
            sample = data[offsets[i] : offsets[i + 1]]
            sizes, at = [], 0
            for size in shard["column_sizes"]:
                if not size:
                    size = int(np.frombuffer(sample[at : at + 4], np.uint32)[0])
                    at += 4
                sizes.append(size)
            for name, encoding, size in zip(shard["column_names"], shard["column_encodings"], sizes):
                if name == "tokens":
                    items.append(ndarray(encoding, sample[at : at + size]))
                at += size
            assert at == len(sample)
    print(f"{len(index['shards'])} shards")
    report(items)


def main(kind, *words):
    if kind == "megatron":
        data = IndexedDataset(words[0])
        report(data[i] for i in range(len(data)))
    elif kind == "unshard":
        unshard(*words)
    elif kind == "viewer":
        prefix, start, end, batch, out = words
        rows = IndexedDataset(prefix).rows(int(start) * int(batch), (int(end) + 1) * int(batch))
        np.save(out, rows)
    elif kind == "datatrove":
        datatrove(words[0], int(words[1]))
    elif kind == "olmo":
        olmo(words[0])
    elif kind == "mds":
        mds(words[0])
    else:
        sys.exit(__doc__)


main(*sys.argv[1:])
