#!/usr/bin/env python3
"""dedupe_inputs.py TEXT_DIR OUT MB...: for each size textMB.jsonl and textMB.txt, the documents of TEXT_DIR/*.jsonl.zst
in the order of their ids, up to so many million bytes of text; what is there already stays."""
import glob, json, os, subprocess, sys

TEXT_DIR, OUT, *SIZES = sys.argv[1:]


def missing(size):
    return not all(os.path.exists(f"{OUT}/text{size}.{end}") for end in ("jsonl", "txt"))


wanted = [size for size in SIZES if missing(size)]
documents = []
if wanted:
    for name in sorted(glob.glob(TEXT_DIR + "/*.jsonl.zst")):
        run = subprocess.run(["zstd", "-dcq", name], check=True, capture_output=True)
        for line in run.stdout.decode("utf8").split("\n"):
            if line:
                document = json.loads(line)
                documents.append((document["id"], document["text"]))
    documents.sort()
for size in wanted:
    left = int(float(size) * 1_000_000)
    with open(f"{OUT}/text{size}.jsonl", "w", encoding="utf8") as jsonl, \
            open(f"{OUT}/text{size}.txt", "w", encoding="utf8") as text:
        for name, said in documents:
            left -= len(said.encode("utf8"))
            if left < 0:
                break
            jsonl.write(json.dumps({"id": name, "text": said}, ensure_ascii=False) + "\n")
            text.write(said + "\n\n")
