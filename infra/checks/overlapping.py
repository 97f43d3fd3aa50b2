#!/usr/bin/env python3
"""Plants items of evaluation sets in documents, and compares what a search for them found with that.

usage: overlapping.py plant DOCUMENTS GSM8K HUMANEVAL FOLDER    writes FOLDER/planted.jsonl and FOLDER/truth.jsonl
       overlapping.py score FOLDER FOUND                        FOUND: the folder that "estover dedupe overlap" wrote
       overlapping.py mess GSM8K HUMANEVAL FOLDER               writes FOLDER/mess.jsonl, to be cleaned by profile pile
       overlapping.py janitor FILE GSM8K HUMANEVAL FOLDER FOUND compares that with the Janitor in FILE

Planted are questions, answers, and both, as a page would have them: as they are, in capitals, with other punctuation and
white space between their words, and one more time behind the first. A document gets at most one item. Items that share a
run of words with the one that was planted, as functions with the same imports do, are true findings too.
"""
import contextlib
import gzip
import importlib.util
import io
import json
import random
import re
import sys

SEED = 20261128
EVERY = 25
WORD = re.compile(r"[^\W_]+")


def rows(path):
    with gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def items(gsm8k, humaneval):
    for i, row in enumerate(rows(gsm8k)):
        yield "gsm8k-test", str(i), row["question"], row["answer"]
    for row in rows(humaneval):
        yield "HumanEval", row["task_id"], row["prompt"], row["canonical_solution"]


def is_findable(text):
    """Whether our rule can look for all of a text: 13 words or more, of which any 13 in a row tell something."""
    words = WORD.findall(text)
    lettered = [word.casefold() for word in words if re.search(r"[^\W\d_]", word)]
    return len(words) >= 13 and all(
        len({w.casefold() for w in words[i:i + 13] if re.search(r"[^\W\d_]", w)}) >= 4 for i in range(len(words) - 12)
    ) and len(lettered) >= 8


def spaced(text, rng):
    """The same words, with other white space and lines cut anew."""
    return re.sub(r"\s+", lambda _: rng.choice([" ", "\n", "  ", "\t", " \n> "]), text)


def grams(text):
    """The runs of 13 words of a text; of one of 8 to 12 words all."""
    words = WORD.findall(text.casefold())
    size = min(13, len(words))
    return {" ".join(words[i:i + size]) for i in range(len(words) - size + 1)} if size >= 8 else set()


def plant(documents, gsm8k, humaneval, folder):
    rng = random.Random(SEED)
    known = list(items(gsm8k, humaneval))
    pool = [item for item in known if is_findable(item[2])]
    holders, sizes = {}, {13}
    for benchmark, item, question, answer in known:
        for gram in grams(question) | grams(answer):
            holders.setdefault(gram, set()).add((benchmark, item))
            sizes.add(gram.count(" ") + 1)
    planted = 0
    with open(f"{folder}/planted.jsonl", "w", encoding="utf-8") as out, \
            open(f"{folder}/truth.jsonl", "w", encoding="utf-8") as truth:
        for n, row in enumerate(rows(documents)):
            if n % EVERY == EVERY // 2:
                benchmark, item, question, answer = rng.choice(pool)
                both = rng.random() < 0.5 and is_findable(answer)
                text = question + "\n" + answer if both else question
                text = rng.choice([lambda t: t, str.upper, lambda t: spaced(t, rng), lambda t: t + "\n\n" + t])(text)
                paragraphs = row["text"].split("\n")
                at = rng.randrange(len(paragraphs) + 1)
                row["text"] = "\n".join(paragraphs[:at] + ["", text, ""] + paragraphs[at:])
                parts = ["QUESTION"] + (["CORRECT"] if both else [])
                words = WORD.findall(row["text"].casefold())
                true = {(benchmark, item)}
                for size in sorted(sizes):
                    for i in range(len(words) - size + 1):
                        true |= holders.get(" ".join(words[i:i + size]), set())
                truth.write(json.dumps({
                    "id": row["id"], "benchmark": benchmark, "item": item, "parts": parts, "true": sorted(true),
                }) + "\n")
                planted += 1
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(json.dumps({"planted": planted, "pool": len(pool)}))


def score(folder, found):
    held = {}
    removed = {row["id"] for row in rows(f"{found}/removed.jsonl")}
    for hit in rows(f"{found}/hits.jsonl"):
        if hit["part"] != "CONTEXT":
            held.setdefault(hit["id"], set()).add((hit["benchmark"], hit["item"], hit["part"]))
    planted, missed, expected = 0, 0, {}
    for row in rows(f"{folder}/truth.jsonl"):
        for part in row["parts"]:
            planted += 1
            missed += (row["benchmark"], row["item"], part) not in held.get(row["id"], set())
        expected[row["id"]] = {tuple(item) for item in row["true"]}
    wrong = [
        (document, *hit) for document, hits in sorted(held.items()) for hit in sorted(hits)
        if (hit[0], hit[1]) not in expected.get(document, set())
    ]
    for hit in wrong[:20]:
        print("not planted:", *hit)
    print(json.dumps({
        "parts": planted, "missed": missed, "recall": round(1 - missed / planted, 6),
        "removed": len(removed), "not_removed": len(set(expected) - removed), "not_planted": len(wrong),
    }))


SPACES = [" ", "  ", "\n", "\t", "\u00a0", "\u2003", "\x1c", "\x0b", "\u3000", "\u200b", "\u2028", "\x85", " - ", " \u2014 ", ", "]
NOISE = ["the", "\u0130stanbul", "\u00c9T\u00c9", "\u6f22\u5b57", "\U0001f600", "don't", "x_y", "stra\u00dfe", "\0", "e\u0301",
         "--", "\u2026", "A.B.", "\ufb01", "\u212a"]


def texts(gsm8k, humaneval):
    """All parts of all items, each a text of its own."""
    for row in rows(gsm8k):
        yield from (row["question"], row["answer"])
    for row in rows(humaneval):
        yield from (row["prompt"], row["canonical_solution"], row["test"])


def mess(gsm8k, humaneval, folder):
    rng = random.Random(SEED)
    parts = list(texts(gsm8k, humaneval))

    def noise(most):
        return "".join(rng.choice(NOISE) + rng.choice(SPACES) for _ in range(rng.randrange(most)))

    changes = [
        lambda text: text,
        str.upper,
        lambda text: re.sub(r"\s+", lambda _: rng.choice(SPACES), text),
        lambda text: re.sub(r"[.,]", lambda _: rng.choice(["", ".", "!?", " ."]), text),
        lambda text: text[rng.randrange(len(text)):],
    ]
    with open(f"{folder}/mess.jsonl", "w", encoding="utf-8") as out:
        for i in range(3000):
            text = noise(120)
            for _ in range(rng.choice([0, 1, 1, 2, 3, 6])):
                text += rng.choice(changes)(rng.choice(parts)) + noise(150)
            out.write(json.dumps({"id": str(i), "text": text}) + "\n")


def janitor(file, gsm8k, humaneval, folder, found):
    spec = importlib.util.spec_from_file_location("janitor", file)
    module = importlib.util.module_from_spec(spec)
    with contextlib.redirect_stderr(io.StringIO()):
        spec.loader.exec_module(module)
    peer = module.Janitor()
    for text in texts(gsm8k, humaneval):
        peer.register_contaminant_python(text)
    with open(f"{found}/kept.txt", encoding="utf-8") as file:
        kept = set(file.read().splitlines())
    cut = {row["id"]: row["pieces"] for row in rows(f"{found}/pieces.jsonl")}
    documents = differing = 0
    for row in rows(f"{folder}/mess.jsonl"):
        utf8 = row["text"].encode()
        pieces = [utf8[start:end].decode() for start, end in cut.get(row["id"], [])]
        ours = [] if row["id"] not in kept else pieces if row["id"] in cut else [row["text"]]
        documents += 1
        differing += ours != peer.clean_python(row["text"])
    print(json.dumps({"documents": documents, "kept": len(kept), "cut": len(cut), "differing": differing}))
    sys.exit(differing > 0 or not cut)


if __name__ == "__main__":
    {"plant": plant, "score": score, "mess": mess, "janitor": janitor}[sys.argv[1]](*sys.argv[2:])
