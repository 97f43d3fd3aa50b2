"""Writes canonical-json.golden: one canonical JSON object a line, from a fixed seed."""
import json
import random

LIMIT = 2**53 - 1
ALPHABET = list("az09 _-/<>&'\"\\") + [chr(c) for c in range(32)] + list("\x7f\x80é€\u2028\ufffd\uff61\U0001f600\U0010ffff")


def canonical(value):
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(canonical(k) + ":" + canonical(value[k]) for k in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def text(rng):
    return "".join(rng.choice(ALPHABET) for _ in range(rng.randrange(12)))


def value(rng, depth):
    kind = rng.randrange(6 if depth < 4 else 4)
    if kind == 0:
        return rng.choice([True, False])
    if kind == 1:
        return rng.choice([0, 1, -1, LIMIT, -LIMIT, rng.randint(-LIMIT, LIMIT), rng.randrange(100)])
    if kind in (2, 3):
        return text(rng)
    if kind == 4:
        return [value(rng, depth + 1) for _ in range(rng.randrange(5))]
    return {text(rng): value(rng, depth + 1) for _ in range(rng.randrange(6))}


rng = random.Random(20261121)
fixed = [{}, [], "", "\U0001f600", {"\uff61": 1, "\U0001f600": 2, "": 3, "a": 4, "A": 5}, LIMIT, -LIMIT, "".join(map(chr, range(128)))]
with open("canonical-json.golden", "w", encoding="utf-8", newline="\n") as out:
    for v in fixed + [value(rng, 0) for _ in range(200)]:
        out.write(canonical({"v": v}) + "\n")
