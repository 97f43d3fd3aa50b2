package org.estover.jobs;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.estover.jobs.rows.RowType;
import org.estover.jobs.rows.RowWriter;

/**
 * A corpus of about 200 documents out of a seed: books (JSONL), manuals (JSONL, gzip), a web (WARC,
 * gzip) of open and reserved pages, notes (Parquet) and code (zip), with duplicates of every kind
 * among them.
 */
final class TestCorpus {
  static final int BOOKS = 60;
  static final int SAME_ID = 5;
  static final int SHORT = 4;
  static final int MANUALS = 30;
  static final int EXACT = 10;
  static final int NEAR = 10;
  static final int OPEN_PAGES = 30;
  static final int RESERVED_PAGES = 12;
  static final int RESERVED_TWINS = 8;
  static final int MISSING_PAGES = 3;
  static final int SOURCES_OF_CODE = 20;
  static final int NOTES = 15;

  private static final String[] WORDS =
      ("the of and to in that it was with as for his her on be at by had not are but from or have"
              + " river stone winter letter garden music paper morning voice bridge market harbour"
              + " silver window mountain story answer village autumn captain lantern measure orchard"
              + " promise shadow thunder valley whisper candle feather journey kettle meadow needle")
          .split(" ");

  private final SplittableRandom random;
  private final JsonMapper json = JsonMapper.builder().build();
  private final List<Map<String, String>> books = new ArrayList<>();
  private final List<Map<String, String>> manuals = new ArrayList<>();

  private TestCorpus(long seed) {
    random = new SplittableRandom(seed);
    for (int i = 0; i < BOOKS; i++) {
      books.add(record("http://books.test/" + i, text(200 + random.nextInt(300)), "MIT"));
    }
    for (int i = 0; i < SAME_ID; i++) {
      books.add(i == 0 ? books.get(0) : relicensed(books.get(3 * i)));
    }
    for (int i = 0; i < SHORT; i++) {
      books.add(record("http://books.test/short/" + i, text(8), "MIT"));
    }
    for (int i = 0; i < MANUALS; i++) {
      manuals.add(record("http://manuals.test/" + i, text(300), "Apache-2.0"));
    }
    for (int i = 0; i < EXACT; i++) {
      manuals.add(record("http://manuals.test/copy/" + i, bookText(i + 20), "Apache-2.0"));
    }
    for (int i = 0; i < NEAR; i++) {
      String changed = bookText(i + 35).replaceFirst(" river ", " brook ") + " lastly";
      manuals.add(record("http://manuals.test/like/" + i, changed, "Apache-2.0"));
    }
  }

  /** Writes the corpus and its plan into {@code folder}; returns the plan. */
  static Path write(Path folder, long seed) throws IOException {
    TestCorpus corpus = new TestCorpus(seed);
    Files.createDirectories(folder.resolve("data"));
    lines(folder.resolve("data/books.jsonl"), corpus.jsonl(corpus.books), false);
    lines(folder.resolve("data/manuals.jsonl.gz"), corpus.jsonl(corpus.manuals), true);
    corpus.writeRest(folder);
    return Files.writeString(folder.resolve("plan.yaml"), plan("data/books*", "data/manuals*"));
  }

  /** Writes the same corpus with its records in other files and another order. */
  static Path writeShuffled(Path folder, long seed) throws IOException {
    TestCorpus corpus = new TestCorpus(seed);
    Files.createDirectories(folder.resolve("data"));
    List<String> books = new ArrayList<>(corpus.jsonl(corpus.books));
    List<String> manuals = new ArrayList<>(corpus.jsonl(corpus.manuals));
    Collections.shuffle(books, new Random(seed));
    Collections.shuffle(manuals, new Random(seed));
    int third = books.size() / 3;
    lines(folder.resolve("data/books-z.jsonl"), books.subList(0, third), false);
    lines(folder.resolve("data/books-a.jsonl.gz"), books.subList(third, books.size()), true);
    lines(folder.resolve("data/manuals-1.jsonl"), manuals.subList(0, 9), false);
    lines(folder.resolve("data/manuals-0.jsonl"), manuals.subList(9, manuals.size()), false);
    corpus.writeRest(folder);
    return Files.writeString(folder.resolve("plan.yaml"), plan("data/books*", "data/manuals*"));
  }

  private static String plan(String books, String manuals) {
    return """
        corpus: test
        sources:
          books:
            type: jsonl
            filter: gopher-quality
            holder: Book House
            files: ["%s"]
          manuals:
            type: jsonl
            filter: none
            files: ["%s"]
            weight: 0.5
          web:
            type: warc
            filter: none
            files: ["data/web.warc.gz"]
          notes:
            type: parquet
            filter: none
            license: CC0-1.0
            files: ["data/notes.parquet"]
            fields: {text: body, id: number}
          code:
            type: archive
            license: BSD-3-Clause
            holder: Code House
            files: ["data/code.zip"]
        order:
          seed: 7
          sequence-tokens: 64
        release:
          shard-tokens: 4000
        """
        .formatted(books, manuals);
  }

  private Map<String, String> record(String url, String text, String license) {
    Map<String, String> record = new TreeMap<>();
    record.put("url", url);
    record.put("text", text);
    record.put("license", license);
    return record;
  }

  /** The same document, of which somebody says something else. */
  private static Map<String, String> relicensed(Map<String, String> record) {
    Map<String, String> other = new TreeMap<>(record);
    other.put("license", "CC-BY-4.0");
    return other;
  }

  private String bookText(int book) {
    return books.get(book).getOrDefault("text", "");
  }

  private String text(int words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(WORDS[random.nextInt(WORDS.length)]);
      text.append(i % 14 == 13 ? ".\n" : i % 7 == 6 ? ", " : " ");
    }
    return text.append("river end.").toString();
  }

  private List<String> jsonl(List<Map<String, String>> records) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Map<String, String> record : records) {
      lines.add(json.writeValueAsString(record));
    }
    return lines;
  }

  private static void lines(Path file, List<String> lines, boolean gzip) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        OutputStream packed = gzip ? new GZIPOutputStream(out) : out) {
      for (String line : lines) {
        packed.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private void writeRest(Path folder) throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve("data/web.warc.gz"))) {
      for (int i = 0; i < OPEN_PAGES; i++) {
        page(out, "http://open.test/" + i, "200 OK", "", text(150));
      }
      for (int i = 0; i < RESERVED_PAGES; i++) {
        page(out, "http://reserved.test/" + i, "200 OK", "tdm-reservation: 1\r\n", text(150));
      }
      for (int i = 0; i < RESERVED_TWINS; i++) {
        String url = "http://reserved.test/twin/" + i;
        page(out, url, "200 OK", "tdm-reservation: 1\r\n", bookText(i + 50));
      }
      for (int i = 0; i < MISSING_PAGES; i++) {
        page(out, "http://open.test/missing/" + i, "404 Not Found", "", "gone");
      }
    }
    try (RowWriter<Note> notes =
        RowWriter.create(Note.TYPE, folder.resolve("data/notes.parquet"))) {
      for (int i = 0; i < NOTES; i++) {
        notes.write(new Note(i, text(90)));
      }
      notes.commit();
    }
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(folder.resolve("data/code.zip")))) {
      for (int i = 0; i < SOURCES_OF_CODE; i++) {
        zip.putNextEntry(new ZipEntry("src/Part" + i + ".java"));
        zip.write(
            ("class Part" + i + " { /* " + text(60) + " */ }").getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
  }

  /** A row of somebody else's Parquet file. */
  private record Note(long number, String body) {
    static final RowType<Note> TYPE =
        RowType.<Note>named("note")
            .int64("number", Note::number)
            .largeText("body", Note::body)
            .rows(at -> new Note(at.int64("number"), at.text("body")));
  }

  private void page(OutputStream out, String url, String status, String headers, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    String http =
        "HTTP/1.1 "
            + status
            + "\r\nContent-Type: text/plain; charset=utf-8\r\n"
            + headers
            + "Content-Length: "
            + body.length
            + "\r\n\r\n";
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(http.getBytes(StandardCharsets.UTF_8));
    block.writeBytes(body);
    String id = "%08x-0000-4000-8000-%012x".formatted(random.nextInt(), random.nextLong() >>> 16);
    String record =
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:"
            + id
            + ">\r\n"
            + "WARC-Date: 2026-01-02T03:04:05Z\r\nWARC-Target-URI: "
            + url
            + "\r\n"
            + "Content-Type: application/http;msgtype=response\r\nContent-Length: "
            + block.size()
            + "\r\n\r\n";
    GZIPOutputStream member = new GZIPOutputStream(out);
    member.write(record.getBytes(StandardCharsets.UTF_8));
    member.write(block.toByteArray());
    member.write("\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    member.finish();
  }
}
