#!/usr/bin/env python3
"""filter_lines.py FILE...: of each document of JSONL files (.zst as well) its id, a tab, and its text as JSON without quotation marks;
filter_lines.py --letters: of each line of standard input a letter that tells it from most others, 64 letters a line."""
import hashlib, json, subprocess, sys

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
if sys.argv[1:] == ["--letters"]:
    lines = sys.stdin.buffer.read().split(b"\n")[:-1]
    letters = "".join(LETTERS[hashlib.sha256(line).digest()[0] & 63] for line in lines)
    for at in range(0, len(letters), 64):
        print(letters[at:at + 64])
    sys.exit()
for name in sys.argv[1:]:
    if name.endswith(".zst"):
        content = subprocess.run(["zstd", "-dcq", name], check=True, capture_output=True).stdout
    else:
        content = open(name, "rb").read()
    for line in content.decode("utf8").split("\n"):
        if line:
            document = json.loads(line)
            print(document["id"] + "\t" + json.dumps(document["text"])[1:-1])
