"""usage: cuts.py INPUT.jsonl OUT: whether the cuts of "estover dedupe spans" are whole characters, ascend, and add up to the report."""
import json, sys

texts = {}
for line in open(sys.argv[1], encoding="utf8"):
    document = json.loads(line)
    texts[document["id"]] = document["text"].encode()
report = json.load(open(sys.argv[2] + "/report.json"))
cut, last = 0, {}
for line in open(sys.argv[2] + "/spans.jsonl", encoding="utf8"):
    span = json.loads(line)
    start, end = span["range"]
    assert last.get(span["id"], 0) <= start < end <= len(texts[span["id"]]), span
    texts[span["id"]][start:end].decode()
    last[span["id"]] = end
    cut += end - start
kept = open(sys.argv[2] + "/kept.txt", encoding="utf8").read().splitlines()
removed = [json.loads(line)["id"] for line in open(sys.argv[2] + "/removed.jsonl", encoding="utf8")]
assert cut == report["cut_bytes"] <= report["marked_bytes"], (cut, report)
assert sorted(kept + removed) == sorted(texts), "kept and removed are not all documents"
assert report["bytes"] == report["cut_bytes"] + report["kept_bytes"] == sum(map(len, texts.values())), report
print("%d bytes in %d documents cut, %d documents whole" % (cut, len(last), len(removed)))
