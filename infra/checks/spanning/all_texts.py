"""usage: all_texts.py TEXT_DIR OUT: the texts of all files in the order of ids, each followed by two line feeds, up to 200 million bytes."""
import glob, json, subprocess, sys

documents = []
for name in sorted(glob.glob(sys.argv[1] + "/*.jsonl.zst")):
    for line in subprocess.run(["zstd", "-dcq", name], check=True, capture_output=True).stdout.splitlines():
        document = json.loads(line)
        documents.append((document["id"], document["text"]))
documents.sort(key=lambda document: document[0])
left = 200_000_000
with open(sys.argv[2], "wb") as out:
    for _, text in documents:
        left -= out.write((text + "\n\n").encode()[:left])
