#!/usr/bin/env python3
"""Plants items of evaluation sets in documents, and compares what a search for them found with that.

usage: overlapping.py plant DOCUMENTS GSM8K HUMANEVAL FOLDER    writes FOLDER/planted.jsonl and FOLDER/truth.jsonl
       overlapping.py score FOLDER FOUND                        FOUND: the folder that "estover dedupe overlap" wrote

Planted are questions, answers, and both, as a page would have them: as they are, in capitals, with other punctuation and
white space between their words, and one more time behind the first. A document gets at most one item. Items that share a
run of words with the one that was planted, as functions with the same imports do, are true findings too.
"""
import gzip
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


if __name__ == "__main__":
    {"plant": plant, "score": score}[sys.argv[1]](*sys.argv[2:])
