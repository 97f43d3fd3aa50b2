package org.estover.tokenize.order;

import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The small files of lines that stand beside a release, read line by line. Bytes that are no ASCII
 * are damage, which the form of the lines shows.
 */
final class AsciiLines implements Closeable {
  /** Longer than any line is meant to be; what is not is damage, and no reason to need memory. */
  private static final int LONGEST = 1024;

  private final InputStream bytes;

  private AsciiLines(InputStream bytes) {
    this.bytes = bytes;
  }

  /**
   * Writes a file, and the folders above it that are missing, whatever was there before; it appears
   * whole or not at all.
   */
  static void write(Path file, Stream<String> lines) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    Files.createDirectories(file.resolveSibling("."));
    try (BufferedWriter writer = Files.newBufferedWriter(unfinished, StandardCharsets.US_ASCII)) {
      for (String line : (Iterable<String>) lines::iterator) {
        writer.write(line);
      }
    }
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Opens a file. */
  static AsciiLines open(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw Errors.folder(file);
    }
    return new AsciiLines(new BufferedInputStream(Files.newInputStream(file)));
  }

  /**
   * The next line with its line feed; the last one without, where there is none, and the beginning
   * of one that is too long; empty at the end.
   */
  String next() throws IOException {
    StringBuilder line = new StringBuilder();
    int read = 0;
    while (line.length() < LONGEST && read != '\n' && (read = bytes.read()) >= 0) {
      line.append((char) read);
    }
    return line.toString();
  }

  /** All lines of a file without their line feeds; in memory as a whole. */
  static List<String> read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw Errors.folder(file);
    }
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).lines().toList();
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
