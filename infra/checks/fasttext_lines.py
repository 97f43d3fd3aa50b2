#!/usr/bin/env python3
"""fasttext_lines.py DATA OUT: writes OUT/train and OUT/lines, paragraphs of DATA/*.jsonl.zst labelled by their file, and among the
lines to predict some that a reader may stumble over; fasttext_lines.py --compare EXPECTED FOUND: whether two files of labels with
probabilities are the same to 0.00001."""
import json, pathlib, random, re, subprocess, sys

ODD = ["", "   ", "\t\t", "a", "__label__peps", "__label__unknown word", "</s>", "foo </s> bar baz", "x" * 5000,
       "é è ü ñ 漢字 かな 😀 naïve façade", "a\0b\x0bc\x0cd\re", "the " * 3000, "<unk> < > <>", "  blanks around  ", "</s></s>", "</s>a"]


def compare(expected, found):
    lines, labels, worst, wrong = 0, 0, 0.0, 0
    pairs = list(zip(*(pathlib.Path(name).read_text(encoding="utf8").split("\n")[:-1] for name in (expected, found)), strict=True))
    for one, other in pairs:
        a, b = (dict(zip(words[::2], map(float, words[1::2]))) for words in (one.split(), other.split()))
        lines += 1
        labels += len(a)
        if a.keys() != b.keys():
            wrong += 1
            continue
        differences = [abs(a[label] - b[label]) for label in a]
        worst = max([worst, *differences])
        wrong += any(difference > 1e-5 for difference in differences)
    print(f"{lines} lines, {labels} probabilities, largest difference {worst:.1e}, lines that differ: {wrong}")
    return wrong == 0 and lines >= 10000


def write(data, out):
    chosen = random.Random(7)
    lines = []
    for file in sorted(pathlib.Path(data).glob("*.jsonl.zst")):
        content = subprocess.run(["zstd", "-dcq", file], check=True, capture_output=True).stdout.decode("utf8")
        paragraphs = []
        for line in content.split("\n"):
            if line:
                joined = (" ".join(each.split()) for each in re.split(r"\n\s*\n", json.loads(line)["text"]))
                paragraphs += [each for each in joined if 20 < len(each) < 3000]
        chosen.shuffle(paragraphs)
        lines += [(file.name.split(".")[0], each) for each in paragraphs[:6000]]
    chosen.shuffle(lines)
    with open(out / "train", "w", encoding="utf8") as train:
        train.writelines(f"__label__{label} {text}\n" for label, text in lines[14000:])
    with open(out / "lines", "wb") as predict:
        for number, (label, text) in enumerate(lines[:14000]):
            predict.write(((f"__label__{label} " if number % 2 else "") + text + "\n").encode("utf8"))
            if number % 1000 == 0:
                predict.writelines(odd.encode("utf8") + b"\n" for odd in ODD)
        predict.write(b"\xff\xfe\x80\xbf no \xc3 utf \xe2\x80 end\n\x80\x81 \xbf\nno line feed at the end")


if sys.argv[1] == "--compare":
    sys.exit(not compare(*sys.argv[2:]))
write(sys.argv[1], pathlib.Path(sys.argv[2]))
