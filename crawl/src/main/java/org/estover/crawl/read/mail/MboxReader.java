package org.estover.crawl.read.mail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.james.mime4j.MimeException;
import org.estover.crawl.read.DocumentReader;
import org.estover.crawl.read.PackedFile;
import org.estover.crawl.read.ReadDocument;
import org.estover.crawl.read.ReadSink;
import org.estover.crawl.read.ReaderOption;
import org.estover.crawl.read.UnpackedBytes;
import org.estover.crawl.source.Aside;
import org.estover.crawl.source.ReadLimits;

/**
 * Reads mail: archives of mailing lists (mbox in any dialect, packed or not), single messages and
 * Maildir folders.
 *
 * <p>A document is a message: its subject, and the text of its parts, of alternatives the plain
 * one. Who sent it, to whom, and who is quoted are personal data and go with the header; so do
 * signatures, which are little else. Quotations stay by default, as in The Pile's collections of
 * mail: answers written between the lines of a question say nothing without it; whoever has whole
 * threads may drop them ({@code quotes=drop}). Attachments are counted as skipped.
 */
public final class MboxReader implements DocumentReader {
  private static final ReaderOption QUOTES =
      new ReaderOption("quotes", "keep", "what becomes of quoted lines: keep or drop");
  private static final ReaderOption SIGNATURES =
      new ReaderOption("signatures", "drop", "what becomes of signatures: keep or drop");

  private static final Pattern IN_ANGLES = Pattern.compile("<\\s*([^<>\\s]{1,500})\\s*>");
  private static final List<String> MAILDIR = List.of("cur", "new");

  private final boolean quotes;
  private final boolean signatures;

  /** A reader that keeps quotations and drops signatures. */
  public MboxReader() {
    this(true, false);
  }

  private MboxReader(boolean quotes, boolean signatures) {
    this.quotes = quotes;
    this.signatures = signatures;
  }

  @Override
  public String kind() {
    return "mbox";
  }

  @Override
  public String version() {
    return "mbox v1";
  }

  @Override
  public String reads() {
    return "mail: mbox files, single messages (.eml) and Maildir folders";
  }

  @Override
  public List<ReaderOption> options() {
    return List.of(QUOTES, SIGNATURES);
  }

  @Override
  public DocumentReader with(SortedMap<String, String> options) {
    ReaderOption.check(this, options);
    List<String> values = List.of("keep", "drop");
    return new MboxReader(
        QUOTES.choose(options, values).equals("keep"),
        SIGNATURES.choose(options, values).equals("keep"));
  }

  @Override
  public boolean takes(Path found) {
    return Files.isRegularFile(found)
        || MAILDIR.stream().allMatch(name -> Files.isDirectory(found.resolve(name)));
  }

  @Override
  public void read(Path file, String name, ReadLimits limits, ReadSink sink) throws IOException {
    if (!Files.isDirectory(file)) {
      PackedFile.read(file, name, sink, bytes -> read(bytes, limits, sink));
      return;
    }
    for (String inside : MAILDIR) {
      for (Path message : filesIn(file.resolve(inside))) {
        String path = name + "!/" + inside + "/" + message.getFileName();
        PackedFile.read(message, path, sink, bytes -> read(bytes, limits, sink));
      }
    }
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    // A link would lead out of the folder that was named.
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> sorted = new ArrayList<>();
      files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .forEach(sorted::add);
      return sorted;
    }
  }

  private void read(UnpackedBytes bytes, ReadLimits limits, ReadSink sink) throws IOException {
    MailSplitter splitter = new MailSplitter(bytes, limits.maxDocument());
    MailSplitter.Piece piece = splitter.next();
    while (piece != null) {
      MailSplitter.Piece next = splitter.next();
      if (next == null && bytes.damage().isPresent()) {
        // The rest of the last message is lost, which is told as the file's damage.
        return;
      }
      give(piece, bytes.name(), sink);
      piece = next;
    }
  }

  private void give(MailSplitter.Piece piece, String file, ReadSink sink) throws IOException {
    if (piece.tooLarge()) {
      sink.aside(new Aside(file, piece.offset(), "document-too-large", ""));
      return;
    }
    if (!MailSplitter.isMessage(piece.bytes())) {
      sink.aside(new Aside(file, piece.offset(), "not-a-message", ""));
      return;
    }
    MailMessage message = new MailMessage(new MailText(quotes, signatures), sink);
    String text;
    try {
      text = message.read(piece.bytes());
    } catch (MimeException e) {
      String reason = String.valueOf(e.getMessage());
      boolean known = reason.equals("mime-too-deep") || reason.equals("encrypted");
      sink.aside(new Aside(file, piece.offset(), known ? reason : "mime-corrupt", ""));
      return;
    }
    if (text.isBlank()) {
      sink.aside(new Aside(file, piece.offset(), "no-text", ""));
      return;
    }
    sink.document(document(message, text, file, piece.offset()));
  }

  private static ReadDocument document(MailMessage message, String text, String file, long offset) {
    String subject = message.subject();
    Matcher id = IN_ANGLES.matcher(message.field("message-id"));
    Matcher url = IN_ANGLES.matcher(message.field("archived-at"));
    String language = message.field("content-language");
    return new ReadDocument(
        id.find() && !id.group(1).isBlank() ? id.group(1) : file + "#" + offset,
        url.find() && url.group(1).startsWith("http") ? url.group(1) : "",
        subject,
        subject.isEmpty() ? text : subject + "\n\n" + text,
        language.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*") ? language : "",
        "",
        "",
        MailDate.instant(message.field("date")),
        file,
        offset);
  }
}
