package org.estover.crawl.read;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.estover.crawl.plugin.Plugins;
import org.estover.crawl.read.epub.EpubReader;
import org.estover.crawl.read.git.GitReader;
import org.estover.crawl.read.latex.LatexReader;
import org.estover.crawl.read.mail.MboxReader;

/** The readers that are there, by kind: those that are shipped and those of plug-ins. */
public final class Readers {
  private static final List<DocumentReader> SHIPPED =
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
    List<String> shipped = SHIPPED.stream().map(DocumentReader::kind).toList();
    Stream<DocumentReader> others =
        Plugins.of(ReaderPlugin.class, shipped).values().stream().map(Readers::reader);
    return Stream.concat(SHIPPED.stream(), others).toList();
  }

  private static DocumentReader reader(ReaderPlugin plugin) {
    DocumentReader reader = plugin.reader();
    String version = plugin.name() + " " + plugin.version();
    if (!reader.kind().equals(plugin.name()) || !reader.version().equals(version)) {
      throw Errors.otherReader(plugin, reader);
    }
    return reader;
  }

  /** Returns the kinds of all readers, in that order. */
  public static List<String> kinds() {
    return all().stream().map(DocumentReader::kind).toList();
  }

  /** Returns the reader of a kind. */
  public static Optional<DocumentReader> of(String kind) {
    return all().stream().filter(reader -> reader.kind().equals(kind)).findFirst();
  }
}
