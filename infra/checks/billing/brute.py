"""Counts what training runs read by looking at every token, as "estover batch --tokens" prints them, and holds what a trust
says against it: statements to the unit, a trainer's chain, a refused grant, and the EU's summary field by field."""

import collections
import csv
import fractions
import json
import os
import re
import sys


def sequences(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("{"):
                yield json.loads(line)


def counted(paths):
    """Inputs by rights holder, and in all: every token of a sequence but the last, which is a target only."""
    holders = collections.Counter()
    inputs = 0
    for path in paths:
        for sequence in sequences(path):
            end = len(sequence["tokens"]) - 1
            inputs += end
            covered = 0
            for span in sequence["spans"]:
                if span["from"] != covered:
                    raise SystemExit(f"sequence at {sequence['position']}: its spans leave a gap")
                covered = span["to"]
                holders[span["holder"]] += len(sequence["tokens"][span["from"]:min(span["to"], end)])
            if covered != end + 1:
                raise SystemExit(f"sequence at {sequence['position']}: its spans end early")
    return +holders, inputs


def split(units, weights):
    """Largest remainder, ties to the first."""
    whole = sum(weights)
    exact = [fractions.Fraction(units * weight, whole) for weight in weights]
    parts = [int(part) for part in exact]
    order = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in order[:units - sum(parts)]:
        parts[i] += 1
    return parts


def table(path):
    """The rights holders' lines of a statement's TSV file, and its other lines, in units."""
    holders = {}
    others = {}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            amount = int(row["amount"].replace(".", ""))
            if row["kind"] in ("rights-holder", "unclaimed"):
                name = row["name"] if row["kind"] == "rights-holder" else ""
                if name in holders:
                    raise SystemExit(f"{name} has two lines")
                holders[name] = (int(row["tokens"]), amount)
            else:
                others[row["kind"]] = amount
    return holders, others


def same_json(path, holders):
    """The JSON file beside the table says the same tokens and amounts."""
    with open(path, encoding="utf-8") as file:
        statement = json.load(file)
    lines = {}
    for part in statement["parts"]:
        for line in part["lines"]:
            if line["kind"] in ("rights-holder", "unclaimed"):
                name = line["name"] if line["kind"] == "rights-holder" else ""
                lines[name] = (int(line["tokens"]), int(line["amount"]))
    return lines == holders


def billed(stem, net, *batches):
    """A statement's lines against the batches: tokens, and every amount of 1/50 of what was earned by 10, 20, 70 %."""
    holders, inputs = counted(batches)
    said, others = table(stem + ".tsv")
    due = round(fractions.Fraction(int(net), 50))  # half to even
    administration, commons, rest = split(due, [10, 20, 70])
    names = sorted(holders, key=lambda name: (name == "", name.encode("utf-16-be")))
    amounts = dict(zip(names, split(rest, [holders[name] for name in names])))
    same = True
    for name in sorted(set(names) | set(said)):
        tokens, amount = said.get(name, (0, 0))
        good = (tokens, amount) == (holders[name], amounts.get(name, 0))
        print(f"  {name or '(unknown)':30} billed {tokens:>10,}  counted {holders[name]:>10,}"
              f"  {amount / 100:>10,.2f}  {'equal' if good else 'ANOTHER: ' + str(amounts.get(name, 0))}")
        same &= good
    same &= others == {"administration": administration, "commons": commons}
    same &= same_json(stem + ".json", said)
    total = sum(tokens for tokens, _ in said.values())
    same &= total == inputs == sum(holders.values()) and inputs > 0
    print(f"  {len(said)} lines; {total:,} tokens billed, {inputs:,} inputs read; due {due / 100:,.2f}")
    return same


def steps(path, batch, *files):
    """What single steps print is what stands in their place among all sequences."""
    rows = {row["position"]: row for row in sequences(path)}
    for file in files:
        for row in sequences(file):
            if row["position"] // int(batch) != row["step"]:
                return False
            other = dict(rows[row["position"]], step=row["step"])
            if other != row:
                print(f"position {row['position']} differs")
                return False
    print(f"{len(rows)} sequences; those of {len(files)} single steps are the same")
    return len(files) > 0


def chain(path, log, data, batch, wrong=None):
    """Logs a training as a trainer does; in one step two sequences stand in each other's place."""
    sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "callback"))
    from estover_chain import BatchChain
    batch = int(batch)
    logged = BatchChain(log, data, batch)
    rows = []
    for number, sequence in enumerate(sequences(path)):
        if sequence["position"] != number:
            raise SystemExit(f"position {sequence['position']} where {number} was expected")
        rows.append(sequence["tokens"])
        if len(rows) == batch:
            if wrong is not None and logged.steps == int(wrong):
                rows[2], rows[5] = rows[5], rows[2]
            logged.step([rows])
            rows = []
    logged.file.close()
    print(f"{logged.steps} steps logged")


def without(path, host):
    """No sequence holds anything of a host; it did in the other order."""
    found = sum(f"//{host}/" in span["uri"] for sequence in sequences(path) for span in sequence["spans"])
    print(f"{found} spans of {host}")
    return found == 0


def refused(answer, *documents):
    """A refusal says how many documents it is about, and names only such."""
    with open(answer, encoding="utf-8") as file:
        text = file.read()
    named = set(re.findall(r"doc_[0-9a-f]{32}", text))
    count = re.search(r"holds (\d+) documents? that a grant", text)
    print(f"{count.group(1) if count else 'no'} documents are refused, {len(named)} of them named")
    return bool(named) and named <= set(documents) and count and int(count.group(1)) == len(documents)


# The template's fields as its list has them: section, what is asked, and the keys under which the summary has it.
TEMPLATE = [
    ("header", "version of the summary", ["version"]),
    ("header", "last update", ["last-update"]),
    ("1.1", "provider's name and contact", ["provider"]),
    ("1.1", "authorised representative", ["representative"]),
    ("1.2", "versioned model names", ["model"]),
    ("1.2", "model dependencies", ["model-dependencies"]),
    ("1.2", "date of placement on the Union market", ["placed-on-market"]),
    ("1.3", "modality", ["modality"]),
    ("1.3", "size, as one of three classes of tokens", ["size"]),
    ("1.3", "types of content", ["content-types"]),
    ("1.3", "latest date of acquisition or collection", ["latest-acquisition"]),
    ("1.3", "continuously trained after it", ["continuously-trained"]),
    ("1.3", "linguistic characteristics", ["languages"]),
    ("1.3", "other characteristics", ["other-characteristics"]),
    ("1.3", "comments", ["comments"]),
    ("2.1", "public datasets used", ["public-datasets"]),
    ("2.1", "their modalities", ["public-modalities"]),
    ("2.1", "list of the large ones", ["large-public-datasets"]),
    ("2.1", "description of the others", ["other-public-datasets"]),
    ("2.2.1", "commercial licensing agreements concluded", ["licensed"]),
    ("2.2.1", "their modality", ["licensed-modalities"]),
    ("2.2.2", "private datasets of other third parties", ["private-datasets"]),
    ("2.2.2", "their modality", ["private-modalities"]),
    ("2.2.2", "publicly known ones", ["known-private-datasets"]),
    ("2.2.2", "general description", ["other-private-datasets"]),
    ("2.3", "crawlers used", ["crawlers-used"]),
    ("2.3", "crawlers' names and identifiers", ["crawler-names"]),
    ("2.3", "purposes", ["crawl-purposes"]),
    ("2.3", "behaviour", ["crawl-behaviour"]),
    ("2.3", "period of collection", ["crawl-period"]),
    ("2.3", "content and sources crawled", ["crawl-content"]),
    ("2.3", "modality", ["crawl-modalities"]),
    ("2.3", "most relevant domain names", ["crawl-domains"]),
    ("2.4", "data of interactions with models", ["model-interaction-data"]),
    ("2.4", "data of other services", ["service-data"]),
    ("2.4", "which services", ["services"]),
    ("2.4", "modality", ["user-modalities"]),
    ("2.5", "synthetic data used", ["synthetic-data"]),
    ("2.5", "modality", ["synthetic-modalities"]),
    ("2.5", "generating models", ["synthetic-models"]),
    ("2.6", "other sources", ["other-sources"]),
    ("3.1", "signatory of the Code of Practice", ["code-of-practice"]),
    ("3.1", "measures to respect reservations, protocols honoured", ["tdm-measures"]),
    ("3.2", "removal of illegal content", ["illegal-content"]),
    ("3.3", "other information", ["other-processing"]),
]

# What nobody but the trust knows, so that it is never left to the developer.
COMPUTED = {"modality", "size", "content-types", "crawlers-used", "crawler-names", "crawl-purposes", "crawl-behaviour",
            "crawl-content", "crawl-modalities", "crawl-domains", "tdm-measures", "last-update"}


def fields(path, *stated):
    """The summary has every field of the template's list, filled or said to be missing, and none beside them."""
    with open(path, encoding="utf-8") as file:
        summary = json.load(file)
    has = {field["field"]: field for field in summary["fields"]}
    same = len(has) == len(summary["fields"])
    missing = set(summary["missing"])
    for section, asked, keys in TEMPLATE:
        for key in keys:
            field = has.pop(key, None)
            if field is None:
                print(f"  {section:6} {asked}: NOT THERE")
                same = False
                continue
            good = field["section"] == section.replace("header", "0") and bool(field["answer"].strip())
            good &= (field["origin"] == "missing") == (key in missing)
            good &= (field["origin"] == "stated") == (key in stated) or key in COMPUTED | {"model"}
            good &= not (key in COMPUTED and key in missing)
            how = "said to be missing" if key in missing else f"{field['origin']}: {field['answer'][:70]}"
            print(f"  {section:6} {asked}: {how}{'' if good else '  WRONG'}")
            same &= good
    for key in has:
        print(f"  {key} stands in no list")
        same = False
    print(f"  {len(TEMPLATE)} fields of the list, {len(missing)} said to be missing")
    return same


def size(path, *batches):
    """The size of a run's summary, and its largest source, are what its batches hold."""
    with open(path, encoding="utf-8") as file:
        answers = {field["field"]: field["answer"] for field in json.load(file)["fields"]}
    sources = collections.Counter()
    for batch in batches:
        for sequence in sequences(batch):
            end = len(sequence["tokens"]) - 1
            for span in sequence["spans"]:
                sources[span["source"]] += min(span["to"], end) - span["from"]
    same = f"{sum(sources.values()):,} tokens" in answers["size"]
    for source, tokens in sources.items():
        print(f"  {source}: counted {tokens:,} tokens")
        same &= f"{source}, {tokens:,} tokens" in answers["content-types"]
    return same and len(sources) > 0


def corpus(folder):
    """Two open sources and one that is not for commerce, and the plan of all three."""
    words = ("the of and to that have with be in is it for as was on are by this from or common wood turf village "
             "book right cattle winter neighbour fence hearth plough oak meadow").split()
    plan = "corpus: mixed\nsources:\n"
    for number, (name, spdx, count) in enumerate((
            ("field", "CC-BY-4.0", 12), ("garden", "CC-BY-NC-4.0", 5), ("wood", "CC0-1.0", 9))):
        plan += (f"  {name}:\n    type: jsonl\n    files: [{name}.jsonl]\n    filter: none\n"
                 f"    license: {spdx}\n    holder: Keeper of the {name}\n")
        with open(os.path.join(folder, name + ".jsonl"), "w", encoding="utf-8") as file:
            for page in range(count):
                seed = 1 + 7919 * number + 104729 * page
                text = " ".join(words[(seed + i * i * (page + 3)) % len(words)] for i in range(120))
                file.write(json.dumps({"url": f"https://{name}.example/{page}", "text": f"{name} {page}: {text}."}) + "\n")
    plan += "dedupe:\n  near: false\norder:\n  sequence-tokens: 32\n"
    with open(os.path.join(folder, "plan.yaml"), "w", encoding="utf-8") as file:
        file.write(plan)


if __name__ == "__main__":
    answer = globals()[sys.argv[1]](*sys.argv[2:])
    sys.exit(0 if answer is None or answer else 1)
