"""Expands croissant.json as JSON-LD and holds it to the rules of Croissant 1.1 and to the files beside it.
usage: croissant.py FOLDER"""
import hashlib
import json
import os
import sys

from pyld import jsonld

SC = "https://schema.org/"
CR = "http://mlcommons.org/croissant/"
REQUIRED = ("name", "description", "license", "url", "creator", "datePublished", "distribution")
OWN = (
    "citeAs isLiveDataset containedIn fileObject transform readLines includes recordSet key field dataType"
    " equivalentProperty source fileSet extract column"
).split()


def terms(node, found):
    """All keys and types of an expanded document."""
    if isinstance(node, dict):
        for key, value in node.items():
            found.add(key)
            if key == "@type":
                found.update(value if isinstance(value, list) else [value])
            terms(value, found)
    elif isinstance(node, list):
        for value in node:
            terms(value, found)


def text(node, term):
    return node[term][0]["@value"]


def main(folder):
    with open(os.path.join(folder, "croissant.json"), encoding="utf-8") as file:
        written = json.load(file)
    (data,) = jsonld.expand(written, {"base": "https://trust.example/set/"})
    assert data["@type"] == [SC + "Dataset"], data["@type"]
    for name in REQUIRED:
        assert data[SC + name], name
    conforms = [value["@value"] for value in data["http://purl.org/dc/terms/conformsTo"]]
    assert conforms[0] == "http://mlcommons.org/croissant/1.1", conforms
    found = set()
    terms(data, found)
    # A term that the context does not know would be one of schema.org's, or stay as it is.
    assert not [name for name in OWN if CR + name not in found or SC + name in found]
    assert all(term.startswith(("@", "http")) for term in found if term != "@json"), found
    files, sets = {}, {}
    for resource in data[SC + "distribution"]:
        (kind,) = resource["@type"]
        if kind == CR + "FileSet":
            sets[resource["@id"]] = resource
            continue
        assert kind == CR + "FileObject", kind
        path = text(resource, SC + "contentUrl")
        with open(os.path.join(folder, path), "rb") as file:
            content = file.read()
        assert hashlib.sha256(content).hexdigest() == text(resource, SC + "sha256"), path
        assert text(resource, SC + "contentSize") == f"{len(content)} B", path
        files[resource["@id"]] = path
    for resource in sets.values():
        container = resource[CR + "containedIn"][0]
        listing = files[container[CR + "fileObject"][0]["@id"]]
        assert container[CR + "transform"][0][CR + "readLines"][0]["@value"] is True
        with open(os.path.join(folder, listing), encoding="utf-8") as file:
            listed = file.read().split()
        assert sorted(listed) == sorted(path for path in files.values() if path != listing)
    fields = 0
    for records in data[CR + "recordSet"]:
        ids = [field["@id"] for field in records[CR + "field"]]
        assert records[CR + "key"][0]["@id"] in ids
        for field in records[CR + "field"]:
            source = field[CR + "source"][0]
            assert source[CR + "fileSet"][0]["@id"] in sets
            assert field["@id"].endswith("/" + text(source[CR + "extract"][0], CR + "column"))
            assert field[CR + "dataType"][0]["@id"] in (SC + "Text", SC + "Integer")
            fields += 1
    print(f"{len(files)} files with their digests, {len(sets)} set, {fields} fields")


main(sys.argv[1])
