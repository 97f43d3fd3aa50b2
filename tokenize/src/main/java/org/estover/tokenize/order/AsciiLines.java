package org.estover.tokenize.order;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The small files of lines that stand beside a release; in memory as a whole. */
final class AsciiLines {
  private AsciiLines() {}

  /** Writes a file, whatever was there before; it appears whole or not at all. */
  static void write(Path file, CharSequence text) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    Files.writeString(unfinished, text, StandardCharsets.US_ASCII);
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Reads a file; bytes that are no ASCII are damage, which the form of its lines shows. */
  static List<String> read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).lines().toList();
  }
}
