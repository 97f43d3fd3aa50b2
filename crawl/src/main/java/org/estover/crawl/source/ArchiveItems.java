package org.estover.crawl.source;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * The items of one jar or zip: nothing is ever unpacked to the disk.
 *
 * <p>The central directory is believed where there is one; without it (a truncated file) the local
 * headers are followed as far as they lead. The offset of an entry is its number.
 */
final class ArchiveItems {
  private final ArchiveSource source;
  private final ArchiveTerms terms;
  private final EntryNames names;
  private final String file;
  private final ReadLimits limits;
  private final ItemSink sink;
  private long unpacked;
  private long number;

  ArchiveItems(ArchiveSource source, String file, ReadLimits limits, ItemSink sink) {
    this.source = source;
    this.terms = source.terms(file.substring(file.lastIndexOf('/') + 1));
    this.names = new EntryNames(source);
    this.file = file;
    this.limits = limits;
    this.sink = sink;
  }

  /** Opens an entry's bytes. */
  private interface Opener {
    InputStream open() throws IOException;
  }

  void read(Path path) throws IOException {
    if (Files.size(path) == 0) {
      aside(0, "empty-file", "");
      return;
    }
    Optional<ZipFile> directory = open(path);
    if (directory.isEmpty()) {
      readStream(path);
      return;
    }
    try (ZipFile zip = directory.get()) {
      readDirectory(zip);
    }
  }

  /** The archive by its central directory, unless that is damaged or missing. */
  private static Optional<ZipFile> open(Path path) throws IOException {
    try {
      return ZipEnd.countsTooMany(path)
          ? Optional.empty()
          : Optional.of(new ZipFile(path.toFile()));
    } catch (ZipException | EOFException e) {
      return Optional.empty();
    }
  }

  private void readDirectory(ZipFile zip) throws IOException {
    Enumeration<? extends ZipEntry> entries = zip.entries();
    while (entries.hasMoreElements()) {
      ZipEntry entry;
      try {
        entry = entries.nextElement();
      } catch (IllegalArgumentException e) {
        // Its comment is no UTF-8; the enumeration stands behind it already.
        aside(number++, "zip-corrupt", "");
        continue;
      }
      if (entry(entry, () -> zip.getInputStream(entry)) == Then.STOP) {
        return;
      }
    }
  }

  private void readStream(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path);
        ZipInputStream zip = new ZipInputStream(in)) {
      ZipEntry entry;
      while ((entry = zip.getNextEntry()) != null) {
        Then then = entry(entry, () -> new Unclosed(zip));
        if (then == Then.DOUBT) {
          // Within a damaged entry nothing tells where the next one begins.
          aside(number, "zip-corrupt", "");
        }
        if (then != Then.GO_ON) {
          return;
        }
      }
      String reason = number == 0 ? "not-a-zip" : "zip-truncated";
      aside(number, reason, "");
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      aside(number, number == 0 ? "not-a-zip" : "zip-corrupt", "");
    }
  }

  /** What to do with the rest of an archive. */
  private enum Then {
    GO_ON,
    /** The entry broke off: who reads one after the other has lost its place. */
    DOUBT,
    STOP
  }

  /** Delivers an entry. */
  private Then entry(ZipEntry entry, Opener opener) throws IOException {
    String name = entry.getName();
    long offset = number++;
    if (entry.isDirectory()) {
      sink.skipped("directory");
    } else if (!EntryNames.isSafe(name)) {
      aside(offset, "zip-unsafe-name", name);
    } else if (!names.isTaken(name)) {
      sink.skipped("excluded");
    } else {
      byte[] payload;
      try (InputStream in = opener.open()) {
        payload = in.readNBytes(limits.maxDocument() + 1);
      } catch (ZipException | EOFException e) {
        aside(offset, "zip-corrupt", name);
        return Then.DOUBT;
      }
      unpacked += payload.length;
      if (unpacked > limits.maxArchive()) {
        aside(offset, "zip-bomb", name);
        return Then.STOP;
      }
      if (payload.length > limits.maxDocument()) {
        aside(offset, "entry-too-large", name);
      } else if (!isIntact(entry, payload)) {
        aside(offset, "zip-corrupt", name);
      } else {
        sink.item(item(name, offset, payload));
      }
    }
    return Then.GO_ON;
  }

  /** Whether bytes are those that were packed: a zip file's own streams never look. */
  private static boolean isIntact(ZipEntry entry, byte[] payload) {
    CRC32 crc = new CRC32();
    crc.update(payload);
    return (entry.getCrc() < 0 || entry.getCrc() == crc.getValue())
        && (entry.getSize() < 0 || entry.getSize() == payload.length);
  }

  private void aside(long offset, String reason, String name) throws IOException {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    sink.aside(new Aside(file, offset, reason, Excerpt.of(bytes, 0, bytes.length)));
  }

  private SourceItem item(String name, long offset, byte[] payload) throws IOException {
    String uri = terms.uriPrefix() + "!/" + name;
    String mediaType = EntryNames.mediaType(name);
    return new SourceItem(
        source.name(),
        uri,
        SourceItem.OK,
        mediaType,
        "",
        payload,
        // An entry has no URL that a link could be resolved against.
        SiteSignals.ofPage(MarkupSignals.of(mediaType, "", payload, uri, link -> link), uri),
        terms.license().isEmpty() ? source.license() : terms.license(),
        terms.holder().isEmpty() ? source.holder() : terms.holder(),
        file,
        offset,
        "");
  }

  /** The entry that a stream stands at; closing it leaves the archive open. */
  private static final class Unclosed extends InputStream {
    private final ZipInputStream zip;

    Unclosed(ZipInputStream zip) {
      this.zip = zip;
    }

    @Override
    public int read() throws IOException {
      return zip.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return zip.read(target, offset, length);
    }
  }
}
