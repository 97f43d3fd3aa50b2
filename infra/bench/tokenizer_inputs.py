#!/usr/bin/env python3
"""tokenizer_inputs.py SHARED INPUTS JARS...: makes what infra/bench/tokenizer measures, a line
{"text": ...} for each document; what is there already stays."""
import glob, io, json, os, subprocess, sys, zipfile

SHARED, INPUTS, *JARS = sys.argv[1:]
LIMIT = 50_000_000
ENGLISH = {"linux-doc", "python-doc", "perl-doc", "peps", "rust-book-rfcs", "progit2",
           "standardebooks", "dict-gcide-foldoc-jargon", "nltk-pd"}


def documents(pattern):
    for name in sorted(glob.glob(os.path.join(SHARED, "data/text", pattern))):
        run = subprocess.run(["zstd", "-dcq", name], check=True, capture_output=True)
        for line in run.stdout.decode("utf8").split("\n"):
            if line:
                yield json.loads(line)


def english(d):
    if d["source"] == "manpages":
        return d.get("lang") == "en"
    return (d["source"] in ENGLISH and "translations/" not in d["url"]
            and "/_sources/" not in d["url"].replace("docs.python", ""))


def en50():
    size = 0
    for d in sorted(filter(english, documents("*.jsonl.zst")), key=lambda d: d["id"]):
        z = len(d["text"].encode("utf8"))
        if size + z <= LIMIT:
            size += z
            yield d["text"]


def language(code):
    for pattern in ("manpages*", "debian-handbook*"):
        for d in documents(pattern):
            if (d.get("lang") or "").split("-")[0].split("_")[0] == code:
                yield d["text"]


def code():
    texts, size = [], 0
    for folder in JARS:
        for name in sorted(glob.glob(os.path.join(folder, "**", "*-sources.jar"), recursive=True)):
            with zipfile.ZipFile(name) as jar:
                for entry in sorted(n for n in jar.namelist() if n.endswith(".java")):
                    text = jar.read(entry).decode("utf8", "replace")
                    texts.append(text)
                    size += len(text.encode("utf8"))
                    if size >= LIMIT:
                        return texts
    return texts * (LIMIT // max(size, 1) + 1) if texts else []


def write(name, texts):
    path = os.path.join(INPUTS, name + ".jsonl")
    if os.path.exists(path):
        return
    size = 0
    with io.StringIO() as out:
        for text in texts:
            if size > LIMIT:
                break
            out.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
            size += len(text.encode("utf8", "replace"))
        if size:
            with open(path, "w", encoding="utf8") as file:
                file.write(out.getvalue())
            print(f"{name}: {size:,} bytes", file=sys.stderr)


if os.path.isdir(os.path.join(SHARED, "data/text")):
    write("en50", en50())
    for lang in ("zh", "ru", "ar"):
        write(lang, language(lang))
    target = os.path.join(INPUTS, "20B_tokenizer.json")
    if not os.path.exists(target):
        os.symlink(os.path.abspath(os.path.join(SHARED, "data/tokenizers/20B_tokenizer.json")), target)
write("code", code())
