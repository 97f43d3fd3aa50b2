package org.estover.crawl.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes the inputs that the fuzzer begins with: {@code FuzzSeeds FOLDER}. */
final class FuzzSeeds {
  private static final Set<String> LINTED = Set.of("robots", "rsl", "tdmrep", "html");

  private final Path folder;

  private FuzzSeeds(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] args) throws IOException {
    FuzzSeeds seeds = new FuzzSeeds(Path.of(args[0]));
    seeds.files();
    seeds.siteFiles();
    seeds.pages();
    seeds.names();
    seeds.documents();
  }

  private void write(String target, String name, String text) throws IOException {
    write(target, name, text.getBytes(ISO_8859_1));
  }

  private void write(String target, String name, byte[] bytes) throws IOException {
    Path file = Files.createDirectories(folder.resolve(target)).resolve("seed-" + name);
    Files.write(file, bytes);
    if (LINTED.contains(target)) {
      write("lint", target + "-" + name, bytes);
    }
  }

  private static byte[] gzip(String... texts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String text : texts) {
      try (OutputStream gzip = new GZIPOutputStream(out)) {
        gzip.write(text.getBytes(ISO_8859_1));
      }
    }
    return out.toByteArray();
  }

  private static String record(String type, String uri, String more, String block) {
    return "WARC/1.1\r\nWARC-Type: "
        + type
        + "\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-00000000000"
        + (type.length() % 10)
        + ">\r\nWARC-Target-URI: "
        + uri
        + "\r\nWARC-Date: 2026-01-02T03:04:05Z\r\n"
        + more
        + "Content-Length: "
        + block.length()
        + "\r\n\r\n"
        + block
        + "\r\n\r\n";
  }

  private static String fields(String... lines) {
    return String.join("\r\n", lines) + "\r\n";
  }

  private void files() throws IOException {
    String http = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nETag: \"1\"\r\n";
    String response =
        record("response", "http://a.test/", "", http + "TDM-Reservation: 1\r\n\r\n<p>a page");
    String robots =
        record(
            "resource",
            "http://a.test/robots.txt",
            "Content-Type: text/plain\r\n",
            "User-agent: *\nDisallow: /x\nContent-Usage: train-ai=n\n");
    String revisit =
        record(
            "revisit",
            "http://a.test/2",
            fields(
                "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/server-not-modified",
                "WARC-Refers-To: <urn:uuid:00000000-0000-4000-8000-000000000008>"),
            "HTTP/1.1 304 Not Modified\r\nETag: \"2\"\r\n\r\n");
    String segment = record("resource", "http://a.test/s", "WARC-Segment-Number: 1\r\n", "half a");
    String rest =
        record(
            "continuation",
            "http://a.test/s",
            fields(
                "WARC-Segment-Number: 2",
                "WARC-Segment-Total-Length: 11",
                "WARC-Segment-Origin-ID: <urn:uuid:00000000-0000-4000-8000-000000000008>"),
            " text");
    String info = "software: test\r\n";
    String all = record("warcinfo", "", "", info) + robots + response + revisit + segment + rest;
    write("warc", "plain", all);
    write("warc", "members", gzip(robots, response, revisit, segment, rest));
    write("warc", "one-member", gzip(all));
    write("warc", "zstd", Zstd.compress(all.getBytes(ISO_8859_1)));
    write(
        "warc",
        "arc",
        """
        filedesc://a.arc 0.0.0.0 20140102030405 text/plain 8
        1 0 Test

        http://a.test/a b 1.2.3.4 20140102030405 text/html 24
        HTTP/1.1 200 OK

        <p>arc
        """);
    write("feed", "gzip", gzip("one", "two"));
    write("feed", "zstd", Zstd.compress("one two three".getBytes(UTF_8)));
    write("feed", "plain", "one");
    write("http", "plain", http + "\r\n<p>a page");
    write(
        "http",
        "chunked",
        http + "Transfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n6\r\n world\r\n0\r\n\r\n");
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    coded.writeBytes((http + "Content-Encoding: gzip\r\n\r\n").getBytes(ISO_8859_1));
    coded.writeBytes(gzip("<p>a page"));
    write("http", "gzip", coded.toByteArray());
    write("http", "folded", "HTTP/1.0 404 \nX: a\n b\nContent-Encoding: deflate, br\n\nx");
    write(
        "jsonl",
        "lines",
        """
        {"id": "1", "text": "a text", "metadata": {"license": "MIT"}}
        {"id": 2, "text": "\\t\\ud83d\\ude00", "url": "http://a.test/"}
        [1]
        {
        """);
    write("jsonl", "gzip", gzip("{\"text\": \"a text\"}\n"));
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(zipped)) {
      for (String name : new String[] {"a/b.txt", "META-INF/MANIFEST.MF", "c.html"}) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(("<p>what " + name + " says").getBytes(UTF_8));
        zip.closeEntry();
      }
    }
    write("archive", "zip", zipped.toByteArray());
  }

  private void siteFiles() throws IOException {
    write(
        "robots",
        "groups",
        """
        # ours
        User-agent: *
        Disallow: /private/*.html$
        Allow: /
        Crawl-delay: 2.5
        User-agent: estover
        Content-Usage: /a train-ai=n, search=y
        Content-Signal: search=yes, ai-train=no
        License: https://a.test/l.xml
        Sitemap: https://a.test/sitemap.xml
        """);
    write("robots", "bytes", "\u00ef\u00bb\u00bfuser-agent:*\rdisallow:/%c3%a4\r\n\0");
    write(
        "rsl",
        "license",
        "<?xml version=\"1.0\"?><rsl xmlns=\"https://rslstandard.org/rsl\"><content url=\"/a\""
            + " server=\"https://o.test\"><license><permits type=\"usage\">search ai-train"
            + "</permits><prohibits type=\"geo\">EU</prohibits><payment type=\"crawl\">"
            + "<amount currency=\"USD\">0.01</amount></payment></license></content></rsl>");
    write("rsl", "doctype", "<!DOCTYPE rsl [<!ENTITY a \"b\">]><rsl>&a;</rsl>");
    write(
        "tdmrep",
        "list",
        "[{\"location\": \"/a*.html$\", \"tdm-reservation\": 1, \"tdm-policy\": \"http://a.test/p\"},"
            + "{\"location\": \"/\", \"tdm-reservation\": 0, \"other\": [{}, null, 1.5e9]}]");
  }

  private void pages() throws IOException {
    write(
        "header",
        "all",
        """
        Content-Usage: train-ai=n, search=y;a="b"
        TDM-Reservation: 1
        TDM-Policy: http://a.test/p
        X-Robots-Tag: estover: noai, noindex
        Link: </l.xml>; rel="license"; type="application/rsl+xml", <http://c.test/>; rel=license
        X-Robots-Tag: unavailable_after: 25 Jun 2027 15:00:00 PST
        """);
    write("header", "dictionary", "Content-Usage: a=(1 2);x, b=?0, c=:YQ==:, d=-1.5, e\n");
    write(
        "html",
        "page",
        "<!doctype html><html><head><title>t</title><meta name=robots content=noai>"
            + "<meta name=\"tdm-reservation\" content=\"1\"><link rel=license href=\"/l\">"
            + "<script type=\"application/ld+json\">{\"@type\": \"Article\", \"license\":"
            + " \"https://creativecommons.org/licenses/by/4.0/\"}</script></head><body><nav>a</nav>"
            + "<main><h1>h</h1><p>A text of a few words, <a rel=license href=\"/m\">and a license"
            + "</a>.<table><tr><td>1</table><pre>code</pre><ul><li>x</ul></main></body></html>");
    write(
        "jsonld",
        "graph",
        """
        {"@context": "https://schema.org", "@graph": [{"@type": ["Article", "Thing"],
         "@id": "http://a.test/a/b.html", "license": {"@id": "https://creativecommons.org/licenses/by/4.0/"}},
         {"@type": "WebPage", "mainEntity": {"license": ["MIT", {"url": "http://a.test/l"}], "n": 1e9}}]}
        """);
    write("html", "utf-16", "\u00ff\u00fe<\0p\0>\0a\0");
  }

  private void names() throws IOException {
    write("license", "expression", "(MIT OR Apache-2.0) AND GPL-2.0+ WITH Classpath-exception-2.0");
    write("license", "url", "https://creativecommons.org/licenses/by-sa/4.0/deed.de");
    write("license", "name", "The Apache Software License, Version 2.0");
    write(
        "cdxj",
        "lines",
        "!meta {}\ntest,a)/ 20260102030405 {\"url\": \"http://a.test/\", \"mime\": \"text/plain\","
            + " \"status\": 200, \"length\": \"144\", \"offset\": 0, \"filename\": \"a.warc\"}\n"
            + "test,a)/b 20260102030405 {\"url\": \"http://a.test/b\", \"mime\": \"warc/revisit\","
            + " \"x\": [{}], \"length\": \"9\", \"offset\": \"9\", \"filename\": \"a.warc\"}\n");
    write("url", "absolute", "HTTP://User@www.A.test:80/a/../b/%7Ec;x?b=2&a=%C3%A4#f");
    write("url", "relative", "../x y?z");
    write("url", "ipv6", "https://[::1]:8443/");
    write("url", "pattern", "/a*b**c$");
  }

  private void documents() throws IOException {
    write(
        "latex",
        "paper",
        """
        \\documentclass[a]{article}\\usepackage[latin1]{inputenc}\\newcommand{\\x}[2][a]{#1 #2}
        \\def\\y#1{\\x{#1}}\\newif\\ifa\\title{T\\thanks{x}}\\begin{document}\\section*{S}\\label{s}
        A \\y{b}~\\cite[p.~1]{c}, $a_{\\x{1}}$ \\[b\\] \\"o --- ``q'' % c
        \\begin{tabular}{ll}a&b\\\\[1pt]\\hline\\end{tabular}\\begin{align*}x&=1\\end{align*}
        \\begin{itemize}\\item[a] b\\footnote{n}\\end{itemize}\\verb|x|\\input{input}\\ifa\\else z\\fi
        \\begin{verbatim}
        %
        \\end{verbatim}\\url{u%}\\vskip 1pt plus 2fil\\SI{1}{\\m}\\end{document}
        """);
    write(
        "mbox",
        "messages",
        """
        From a@b.test Tue Jan  4 10:00:00 2005
        Message-ID: <1@b.test>
        Subject: =?utf-8?q?=C3=A4?= b
        Date: Tue, 4 Jan 2005 10:00:00 +0100
        Content-Type: multipart/alternative; boundary="x"

        --x
        Content-Type: text/plain; charset=iso-8859-1; format=flowed; delsp=yes
        Content-Transfer-Encoding: quoted-printable

        a=E4 \s
        b
        >From c
        On Monday, X wrote:
        > c
        --\s
        me
        --x
        Content-Type: text/html
        Content-Transfer-Encoding: base64

        PHA+aGk8L3A+
        --x--

        From b@b.test Tue Jan  4 10:00:00 2005
        Subject: c

        d
        """);
    ByteArrayOutputStream book = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(book)) {
      zip.setMethod(ZipOutputStream.DEFLATED);
      put(zip, "META-INF/container.xml", "<container><rootfile full-path='a/b.opf'/></container>");
      put(
          zip,
          "a/b.opf",
          "<package unique-identifier='i'><dc:identifier id='i'>i</dc:identifier><dc:title>T</dc:title>"
              + "<meta property='tdm:reservation'>0</meta><dc:rights>CC BY 4.0</dc:rights>"
              + "<item id='c' href='c.xhtml' media-type='application/xhtml+xml'/><itemref idref='c'/>"
              + "</package>");
      put(
          zip,
          "a/c.xhtml",
          "<?xml version='1.0'?><html><h1>A</h1><p>b<a epub:type='noteref'>1</a>&mdash;</p></html>");
    }
    write("epub", "book", book.toByteArray());
    write(
        "git",
        "commit",
        "tree "
            + "2".repeat(40)
            + "\nauthor A <a@b.test> 1700000000 +0000\ncommitter A <a@b.test> 1700000000 +0000\n\nc"
            + "\n===\n"
            + String.join(
                "\u0000" + "3".repeat(20),
                "100644 LICENSE",
                "100644 REUSE.toml",
                "100755 a.c",
                "40000 b",
                "")
            + "\n===\n[[annotations]]\npath = \"*.c\"\nSPDX-License-Identifier = \"MIT\"\nint a;\n"
            + "\n===\n");
  }

  private static void put(ZipOutputStream zip, String name, String text) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(text.getBytes(UTF_8));
    zip.closeEntry();
  }
}
