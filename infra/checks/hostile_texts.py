#!/usr/bin/env python3
"""hostile_texts.py KIND FILE...: writes inputs made to hurt, each between two good ones, which have to be read all the same: lines of
500 MB, a gzip member of 10 GiB, elements nested 200,000 deep, entities that multiply, bytes that are of no charset, NUL bytes."""
import json, pathlib, sys, zipfile, zlib

LINE = 500_000_000
BOMB = 10 << 30
DEPTH = 200_000
WORDS = b"the quick brown fox of a mill jumps over the lazy dog by the river " * 16_384
PROSE = """The mill stands by the river, and whoever passes it in the evening hears the wheel turn.
Its owner has kept it for forty years, as his father did before the war.
He says that the water was higher once, and that only two of all the farms around still bring their corn.
In winter ice stops the wheel, so people buy flour from the town instead.
A painter came last summer to draw the old roof, with its moss and missing tiles.
Nobody knows what will become of such places when those who understand them are gone.
Perhaps a museum would want the stones, which weigh more than any horse could have pulled.
"""


def long_line(out, size=LINE, piece=WORDS):
    while size > 0:
        out.write(piece[:size])
        size -= len(piece)


def write(out, *pieces):
    """Strings as UTF-8, bytes as they are, and a number as a line of so many bytes."""
    for piece in pieces:
        long_line(out, piece) if isinstance(piece, int) else out.write(piece.encode() if isinstance(piece, str) else piece)


def documents(path):
    with open(path, "wb") as out:
        good = [json.dumps({"id": name, "text": PROSE + name}) + "\n" for name in ("first", "last")]
        write(out, good[0])
        write(out, '{"id": "long", "text": "', LINE, '"}\n')
        write(out, '{"id": "key", "', LINE // 10, '": 1, "text": "x"}\n')
        write(out, '{"id": "deep", "text": ', "[" * DEPTH, "]" * DEPTH, "}\n")
        write(out, '{"id": "nul", "text": "a \0 b"}\n')
        write(out, '{"id": "latin", "text": "Gr', b"\xf6\xdf", 'e"}\n')
        write(out, b"\xff\xfe" + '{"id": "wide"}'.encode("utf-16-le") + b"\n")
        write(out, good[1])
        write(out, LINE)


def labelled(good, bad):
    for path, text in ((good, PROSE), (bad, "buy now {} [] == best price free login | home ")):
        with open(path, "w", encoding="utf8") as out:
            out.writelines(json.dumps({"id": str(i), "text": f"{text} {i}"}) + "\n" for i in range(60))


def record(out, uri, head, *body):
    size = sum(each if isinstance(each, int) else len(each) for each in body)
    http = f"HTTP/1.1 200 OK\r\n{head}\r\nContent-Length: {size}\r\n\r\n"
    write(out, "WARC/1.1\r\nWARC-Type: response\r\nWARC-Date: 2026-11-28T00:00:00Z\r\n",
          f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{zlib.crc32(uri.encode()):012x}>\r\n",
          f"WARC-Target-URI: http://open.test/{uri}\r\nContent-Type: application/http;msgtype=response\r\n",
          f"Content-Length: {size + len(http)}\r\n\r\n", http, *body, "\r\n\r\n")


def page(text):
    return f"<html><head><title>Mill</title></head><body><article><p>{text}</p></article></body></html>".encode()


def warc(path):
    html = "Content-Type: text/html; charset=utf-8"
    with open(path, "wb") as out:
        record(out, "first", html, page(PROSE))
        record(out, "long", html, b"<html><body><p>", LINE, b"</p></body></html>")
        record(out, "long-plain", "Content-Type: text/plain", LINE)
        record(out, "deep", html, page(PROSE + "<div>" * DEPTH + "deep" + "</div>" * DEPTH))
        record(out, "open", html, page(PROSE + "<b><i><font>" * DEPTH))
        record(out, "nul", html, page(PROSE).replace(b"river", b"ri\0ver"))
        record(out, "nuls", html, bytes(20_000_000))
        record(out, "latin", html, page(PROSE + "Größe").decode().encode("latin-1"))
        record(out, "wide", html, page(PROSE).decode().encode("utf-16"))
        record(out, "none-such", "Content-Type: text/html; charset=none-such", page(PROSE))
        record(out, "bomb", html + "\r\nContent-Encoding: gzip", *gzip_pieces(b"<html><body><p>"))
        record(out, "last", html, page(PROSE + " The end."))


def gzip_pieces(head, tail=b""):
    """A gzip member of 10 GiB of zeros: after a full flush the same bytes may follow any number of times."""
    block = bytes(1 << 24)
    packer = zlib.compressobj(9, wbits=-15)
    first = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    zeros = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    crc, size = zlib.crc32(head), len(head)
    pieces = [b"\x1f\x8b\x08\0\0\0\0\0\0\xff", first]
    for _ in range(BOMB // len(block)):
        pieces.append(zeros)
        crc, size = zlib.crc32(block, crc), size + len(block)
    crc, size = zlib.crc32(tail, crc), size + len(tail)
    return pieces + [packer.compress(tail) + packer.flush(), crc.to_bytes(4, "little"), (size & 0xffffffff).to_bytes(4, "little")]


def bomb_warc(path):
    """A record of 10 GiB in one gzip member, between two good ones."""
    html = "Content-Type: text/html; charset=utf-8"
    with open(path, "wb") as out:
        for uri in ("first", "bomb", "last"):
            if uri == "bomb":
                http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
                head = ("WARC/1.1\r\nWARC-Type: response\r\nWARC-Date: 2026-11-28T00:00:00Z\r\n"
                        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\nWARC-Target-URI: http://open.test/bomb\r\n"
                        f"Content-Type: application/http;msgtype=response\r\nContent-Length: {BOMB + len(http)}\r\n\r\n{http}")
                write(out, *gzip_pieces(head.encode(), b"\r\n\r\n"))
            else:
                with open(path + ".part", "wb") as part:
                    record(part, uri, html, page(PROSE + uri))
                packer = zlib.compressobj(wbits=31)
                write(out, packer.compress(pathlib.Path(path + ".part").read_bytes()) + packer.flush())
    pathlib.Path(path + ".part").unlink()


def laughs(root):
    """Entities of entities, a billion of them in the end, and one that is a file."""
    lines = ['<!ENTITY l0 "ha">']
    lines += [f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12)]
    return f"<?xml version=\"1.0\"?>\n<!DOCTYPE {root} [{''.join(lines)}<!ENTITY f SYSTEM \"file:///etc/hostname\">]>\n"


def wiki_page(number, *text):
    return (f"<page><title>T{number}</title><ns>0</ns><id>{number}</id><revision><text>", *text, "</text></revision></page>\n")


def dump(path):
    with open(path, "wb") as out:
        write(out, laughs("mediawiki"), '<mediawiki xml:lang="en"><siteinfo><sitename>W</sitename></siteinfo>\n',
              *wiki_page(1, PROSE), *wiki_page(2, LINE), *wiki_page(3, "&l11; &f;"), *wiki_page(4, "<a>" * DEPTH),
              *wiki_page(5, "{{a|" * DEPTH), *wiki_page(6, "a \0 b"), *wiki_page(7, b"Gr\xf6\xdfe"), *wiki_page(8, PROSE), "</mediawiki>")


def dump_bomb(path):
    with open(path, "wb") as out:
        write(out, *gzip_pieces("".join(("<mediawiki><siteinfo></siteinfo>", *wiki_page(1, PROSE), "<page>")).encode()))


def jats(path):
    body = lambda number, *text: (f'<article><front><article-meta><article-id pub-id-type="pmc">{number}</article-id></article-meta></front>'
                                  "<body><p>", *text, "</p></body></article>\n")
    with open(path, "wb") as out:
        write(out, laughs("articles"), "<articles>", *body(1, PROSE), *body(2, LINE), *body(3, "&l11; &f;"), *body(4, "<sec><p>" * DEPTH),
              *body(5, "a \0 b"), *body(6, b"Gr\xf6\xdfe"), *body(7, PROSE), "</articles>")


def posts(path):
    row = lambda number, *text: (f'  <row Id="{number}" PostTypeId="1" Title="T" Body="', *text, '" />\n')
    with open(path, "wb") as out:
        write(out, laughs("posts"), "<posts>\n", *row(1, PROSE), *row(2, LINE), *row(3, "&l11; &f;"), *row(4, "&lt;div&gt;" * DEPTH, "deep"),
              *row(5, "a \0 b"), *row(6, b"Gr\xf6\xdfe"), *row(7, PROSE), "</posts>")


def mbox(path):
    message = lambda number, head, *body: (
        f"From a@open.test Sat Nov 28 00:00:00 2026\nMessage-ID: <{number}@open.test>\nFrom: A <a@open.test>\nSubject: Mill {number}\n"
        f"Date: Sat, 28 Nov 2026 00:00:00 +0000\n{head}\n", *body, "\n\n")
    with open(path, "wb") as out:
        write(out, *message(1, "", PROSE), *message(2, "", LINE), *message(3, "X-Long: " + "x" * 50_000_000 + "\n", PROSE),
              *message(4, "Content-Type: text/plain; charset=utf-8\n", PROSE, b"Gr\xf6\xdfe"),
              *message(5, "Content-Type: text/plain; charset=none-such\n", PROSE), *message(6, "", PROSE, "a \0 b"),
              *message(7, "Content-Type: text/html\n", "<div>" * DEPTH, PROSE), *message(8, "", PROSE))


def tex(path, *body):
    with open(path, "wb") as out:
        write(out, "\\documentclass{article}\\title{Mill}\\begin{document}\n", *body, "\n\\end{document}\n")


def latex(first, long, deep, laugh, nul, last):
    tex(first, PROSE)
    tex(long, LINE)
    tex(deep, PROSE, "{" * DEPTH, "deep", "}" * DEPTH)
    letters = "zabcdefghijkl"
    tex(laugh, "\\def\\lz{ha}", *(f"\\def\\l{each}{{" + f"\\l{before}" * 10 + "}" for before, each in zip(letters, letters[1:])), "\\ll")
    tex(nul, PROSE, "a \0 b", b" Gr\xf6\xdfe")
    tex(last, PROSE)


def epub(path):
    opf = ('<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
           '<dc:identifier id="i">mill</dc:identifier><dc:title>Mill</dc:title></metadata><manifest>{0}</manifest><spine>{1}</spine></package>')
    names = ["first", "long", "laughs", "deep", "last"]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        book.writestr("META-INF/container.xml", '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
                      '<rootfile full-path="b.opf" media-type="application/oebps-package+xml"/></rootfiles></container>')
        book.writestr("b.opf", opf.format("".join(f'<item id="{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in names),
                                          "".join(f'<itemref idref="{n}"/>' for n in names)))
        for name in names:
            with book.open(name + ".xhtml", "w") as out:
                text = {"long": (LINE,), "laughs": ("&l11; &f;",), "deep": ("<div>" * DEPTH,)}.get(name, (PROSE, name))
                write(out, laughs("html"), '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>', *text, "</p></body></html>")


def repository(folder):
    for name, *body in (("README.md", PROSE), ("a.txt", b"Gr\xf6\xdfe\n" * 9), ("long.txt", LINE), ("nul.txt", "a \0 b\n"), ("z.txt", PROSE)):
        with open(pathlib.Path(folder, name), "wb") as out:
            write(out, *body)


globals()[sys.argv[1]](*sys.argv[2:])
