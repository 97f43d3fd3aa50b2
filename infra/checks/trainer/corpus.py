"""Writes a small corpus of two sources by a seed, and its plan. usage: corpus.py FOLDER SEED"""
import json
import os
import random
import sys

COMMON = "the of and to that have with be in is it for as was on are by this from or".split()
PLAN = """corpus: trained
sources:
  books:
    type: jsonl
    files: [books.jsonl]
    weight: 1.5
    filter: none
    license: CC0-1.0
  notes:
    type: jsonl
    files: [notes.jsonl]
    filter: none
    license: CC0-1.0
dedupe:
  near: false
order:
  seed: 7
  sequence-tokens: 64
release:
  shard-tokens: 8192
"""


def main(folder, seed):
    rng = random.Random(seed)
    words = ["".join(rng.choice("bdfgklmnprst") + rng.choice("aeiou") for _ in range(3)) for _ in range(200)]
    # A word is followed by one of four: there is something to learn.
    follows = {word: rng.sample(words + COMMON, 4) for word in words + COMMON}
    for name, documents in (("books", 60), ("notes", 40)):
        with open(os.path.join(folder, name + ".jsonl"), "w", encoding="utf-8") as file:
            for number in range(documents):
                word = rng.choice(words)
                text = [word]
                for _ in range(rng.randint(100, 500)):
                    word = rng.choice(follows[word])
                    text.append(word)
                record = {"url": f"https://{name}.example/{number}", "text": " ".join(text) + ".\n"}
                file.write(json.dumps(record) + "\n")
    with open(os.path.join(folder, "plan.yaml"), "w", encoding="utf-8") as file:
        file.write(PLAN)


main(sys.argv[1], int(sys.argv[2]))
