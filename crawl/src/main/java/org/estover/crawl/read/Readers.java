package org.estover.crawl.read;

import java.util.List;
import java.util.Optional;
import org.estover.crawl.read.epub.EpubReader;
import org.estover.crawl.read.git.GitReader;
import org.estover.crawl.read.latex.LatexReader;
import org.estover.crawl.read.mail.MboxReader;

/** The readers that are there, by kind. */
public final class Readers {
  private static final List<DocumentReader> ALL =
      List.of(
          new WikipediaReader(),
          new StackExchangeReader(),
          new JatsReader(),
          new LatexReader(),
          new EpubReader(),
          new MboxReader(),
          new GitReader());

  private Readers() {}

  /** Returns all readers, in the order in which people are told. */
  public static List<DocumentReader> all() {
    return ALL;
  }

  /** Returns the kinds of all readers, in that order. */
  public static List<String> kinds() {
    return ALL.stream().map(DocumentReader::kind).toList();
  }

  /** Returns the reader of a kind. */
  public static Optional<DocumentReader> of(String kind) {
    return ALL.stream().filter(reader -> reader.kind().equals(kind)).findFirst();
  }
}
