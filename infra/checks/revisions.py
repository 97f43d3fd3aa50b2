#!/usr/bin/env python3
"""A revision set for near-duplicate removers, its exact pairs, and the score of what was kept.

  revisions.py build OUT JAR...      OUT/all.jsonl: the .java files of source jars, one document each, and seeded revisions of
                                     some; OUT/pairs.tsv: every pair of documents of Jaccard similarity 0.5 or more (a, b, similarity)
  revisions.py score KEPT OUT        how many true pairs were left whole, how many documents were removed without need

The pairs are exact: word 5-grams as sets of strings, all pairs that can reach 0.5 by prefix filtering (Bayardo, Ma, Srikant,
WWW 2007: sets of that similarity share one of their rarest elements). Words are runs of letters, digits and underscores in
lower case, which is not how ours are cut: near a threshold the two may differ.
"""
import collections
import json
import os
import random
import re
import sys
import zipfile

LEAST = 0.5
SEED = 20261128
WORDS = re.compile(r"\w+")


def documents(jars):
    """Files of all jars by name; a file that did not change between versions is an exact duplicate."""
    found = []
    for jar in sorted(jars, key=os.path.basename):
        name = re.sub(r"-sources\.jar$", "", os.path.basename(jar))
        with zipfile.ZipFile(jar) as archive:
            for entry in sorted(archive.namelist()):
                if entry.endswith(".java"):
                    found.append((name + "!/" + entry, archive.read(entry).decode("utf8", "replace")))
    return found


def revised(rng, text):
    """A revision: words exchanged, sentences left out, moved or added, at a rate of its own."""
    lines = text.split("\n")
    rate = rng.choice([0.002, 0.005, 0.01, 0.02, 0.04, 0.08])
    out = []
    for line in lines:
        if rng.random() < rate:
            kind = rng.randrange(3)
            if kind == 0:
                continue
            if kind == 1:
                out.append(" ".join(rng.sample(words, min(len(words), 8))) if (words := WORDS.findall(text)) else line)
        cut = [("revised%d" % rng.randrange(10**6)) if rng.random() < rate / 2 else part for part in line.split(" ")]
        out.append(" ".join(cut))
    if rng.random() < 0.2:
        at = rng.randrange(len(out))
        out = out[at:] + out[:at]
    return "\n".join(out)


def shingles(text):
    words = WORDS.findall(text.lower())
    return {" ".join(words[i:i + 5]) for i in range(len(words) - 4)}


def pairs(sets):
    """All pairs (i, j, similarity) of at least LEAST."""
    frequency = collections.Counter(element for each in sets for element in each)
    ordered = [sorted(each, key=lambda element: (frequency[element], element)) for each in sets]
    index = collections.defaultdict(list)
    for i in sorted(range(len(sets)), key=lambda i: (len(sets[i]), i)):
        if not sets[i]:
            continue
        prefix = ordered[i][:len(sets[i]) - int(LEAST * len(sets[i]) + 0.999999) + 1]
        candidates = {j for element in prefix for j in index[element] if len(sets[j]) >= LEAST * len(sets[i])}
        for j in sorted(candidates):
            shared = len(sets[i] & sets[j])
            similarity = shared / (len(sets[i]) + len(sets[j]) - shared)
            if similarity >= LEAST:
                yield min(i, j), max(i, j), similarity
        for element in prefix:
            index[element].append(i)


def build(out, jars):
    rng = random.Random(SEED)
    found = documents(jars)
    for name, text in list(found):
        if rng.random() < 0.1:
            for number in range(rng.randrange(1, 4)):
                text = revised(rng, text)
                found.append(("%s#%d" % (name, number + 1), text))
    os.makedirs(out, exist_ok=True)
    with open(os.path.join(out, "all.jsonl"), "w", encoding="utf8") as lines:
        for name, text in found:
            lines.write(json.dumps({"id": name, "text": text}, ensure_ascii=False) + "\n")
    count = 0
    with open(os.path.join(out, "pairs.tsv"), "w", encoding="utf8") as lines:
        for i, j, similarity in sorted(pairs([shingles(text) for _, text in found])):
            lines.write("%s\t%s\t%.6f\n" % (found[i][0], found[j][0], similarity))
            count += 1
    print(json.dumps({"documents": len(found), "bytes": sum(len(text.encode("utf8")) for _, text in found), "pairs": count}))


def score(kept_file, out):
    with open(kept_file, encoding="utf8") as lines:
        kept = set(lines.read().split("\n"))
    with open(os.path.join(out, "all.jsonl"), encoding="utf8") as lines:
        names = [json.loads(line)["id"] for line in lines]
    with open(os.path.join(out, "pairs.tsv"), encoding="utf8") as lines:
        true = [(a, b, float(s)) for a, b, s in (line.rstrip("\n").split("\t") for line in lines)]
    best = collections.defaultdict(float)
    for a, b, similarity in true:
        best[a] = max(best[a], similarity)
        best[b] = max(best[b], similarity)
    removed = [name for name in names if name not in kept]
    result = {"documents": len(names), "removed": len(removed)}
    for least in (0.9, 0.8, 0.7):
        at = [(a, b) for a, b, s in true if s >= least]
        both = sum(a in kept and b in kept for a, b in at)
        result["leaked@%s" % least] = round(both / max(1, len(at)), 5)
    for least in (0.7, 0.5):
        result["wrong@%s" % least] = sum(best[name] < least for name in removed)
    for low in (0.6, 0.65, 0.7, 0.75):
        at = [(a, b) for a, b, s in true if low <= s < low + 0.05]
        result["pairs %.2f-%.2f" % (low, low + 0.05)] = len(at)
        result["both kept %.2f-%.2f" % (low, low + 0.05)] = sum(a in kept and b in kept for a, b in at)
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    if len(sys.argv) > 3 and sys.argv[1] == "build":
        build(sys.argv[2], sys.argv[3:])
    elif len(sys.argv) == 4 and sys.argv[1] == "score":
        score(sys.argv[2], sys.argv[3])
    else:
        sys.exit(__doc__)
