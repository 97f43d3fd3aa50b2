"""Counts what withdrawals touch by looking at every sequence of a release, as "estover batch" prints them."""

import collections
import json
import re
import sys


def sequences(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("{"):
                yield json.loads(line)


def host_of(uri):
    found = re.match(r"[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?([^/?#:@]*)", uri)
    return found.group(1).lower() if found else ""


def is_meant(wanted, span):
    host = host_of(span["uri"])
    return span["uri"] == wanted or host == wanted or host.endswith("." + wanted)


def page(path):
    """The crawled page that most sequences read."""
    counts = collections.Counter()
    for sequence in sequences(path):
        counts.update({span["uri"] for span in sequence["spans"] if span["uri"].startswith("http")})
    most = max(counts.values())
    print(min(uri for uri, count in counts.items() if count == most))


def host(path):
    """The host whose documents are fewest."""
    documents = collections.defaultdict(set)
    for sequence in sequences(path):
        for span in sequence["spans"]:
            if host_of(span["uri"]):
                documents[host_of(span["uri"])].add(span["document"])
    print(min(documents, key=lambda name: (len(documents[name]), name)))


def step(path, url, batch):
    print(next(s["position"] for s in sequences(path)
               if any(span["uri"] == url for span in s["spans"])) // int(batch))


def compare(path, impact, wanted, length):
    """The impact of a withdrawal, release and training runs."""
    with open(impact, encoding="utf-8") as file:
        touched = json.load(file)["releases"][0]
    length = int(length)
    read = collections.Counter()
    documents = set()
    for sequence in sequences(path):
        for span in sequence["spans"]:
            if is_meant(wanted, span):
                documents.add(span["document"])
                read[sequence["position"]] += min(span["to"], length) - span["from"]
    same = len(read) == int(touched["sequences"])
    # Documents that no sequence reads stand in the tails only.
    same &= documents <= {document["documentId"] for document in touched["documents"]}
    print(f"{wanted}: {len(documents)} documents in {len(read)} sequences of the order")
    for run in touched["trainingRuns"]:
        batch, steps = BATCH, STEPS
        trained = {p: tokens for p, tokens in read.items() if p < batch * steps}
        counted = (len(trained), len({p // batch for p in trained}), min(trained) // batch,
                   max(trained) // batch, sum(trained.values()))
        said = tuple(int(run[key]) for key in ("sequences", "steps", "firstStep", "lastStep", "tokens"))
        print(f"  {run['name']}: sequences, steps, first, last, tokens {counted}; the command says {said}")
        same &= counted == said
    return same and bool(touched["trainingRuns"])


def masked(before, after, url):
    """Everything of the page is masked, and nothing else differs."""
    same = True
    places = 0
    for old, new in zip(sequences(before), sequences(after), strict=True):
        for was, span in zip(old["spans"], new["spans"], strict=True):
            tokens = new["tokens"][span["from"]:span["to"]]
            if span["uri"] == url:
                places += 1
                same &= span["text"].startswith("[withdrawn: case_") and set(tokens) == {50256}
                same &= was["text"] != span["text"]
            elif "withdrawn" not in span:
                same &= was == span
    print(f"{places} places of the page are masked, all else is as it was")
    return same and places > 0


def difference(diff, masks, come):
    """What the next release lacks is what was masked."""
    with open(diff, encoding="utf-8") as file:
        documents = json.load(file)["documents"]
    with open(masks, encoding="utf-8") as file:
        withdrawn = {doc for docs in json.load(file)["cases"].values() for doc in docs}
    gone = {each["document"] for each in documents if each["kind"] == "-"}
    new = [each for each in documents if each["kind"] == "+"]
    changed = [each for each in documents if each["kind"] == "~"]
    print(f"{len(withdrawn)} were taken down, {len(gone)} are gone, {len(new)} twins of them came, {len(changed)} changed")
    with open(come, "w", encoding="utf-8") as file:
        for each in new:
            file.write(each["uri"] + "\n")
    return gone == withdrawn and not changed


def summary(path, everything, length):
    """Size and domains of a training run's summary."""
    with open(path, encoding="utf-8") as file:
        said = json.load(file)
    length = int(length)
    fields = {field["field"]: field for field in said["fields"]}
    tokens = BATCH * STEPS * length
    same = f"{tokens:,} tokens" in fields["size"]["answer"]
    for domain in said["domains"]:
        counted = sum(min(span["to"], length) - span["from"] for s in sequences(everything)
                      if s["position"] < BATCH * STEPS and s["source"] == "docs"
                      for span in s["spans"] if host_of(span["uri"]) == domain["domain"])
        print(f"{domain['domain']}: {counted:,} tokens; the summary says {int(domain['tokens']):,}")
        same &= counted == int(domain["tokens"])
    sections = sorted({field["section"] for field in said["fields"]})
    print(f"{len(fields)} fields in the sections {', '.join(sections)}; {len(said['missing'])} are missing")
    return same and len(said["domains"]) > 0


# What the demo registers of its training run.
BATCH, STEPS = 32, 300

if __name__ == "__main__":
    answer = globals()[sys.argv[1]](*sys.argv[2:])
    sys.exit(1 if answer is False else 0)
