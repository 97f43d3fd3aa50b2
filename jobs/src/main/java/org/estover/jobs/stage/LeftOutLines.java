package org.estover.jobs.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The URLs that a crawl has found and not visited, a line of JSON each with the reason, compressed;
 * a file only where there are any. They are no captures: nothing was observed.
 */
final class LeftOutLines implements Closeable {
  /** The folder of such files in 01-crawl. */
  static final String FOLDER = "left-out";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;
  private final String source;
  private @Nullable BufferedWriter lines;

  /**
   * Lines of one crawl, or of one group of it.
   *
   * @param source the source's name, or "" for a crawl that is no part of a run
   */
  LeftOutLines(Path file, String source) {
    this.file = file;
    this.source = source;
  }

  private Path unfinished() {
    return file.resolveSibling("." + file.getFileName());
  }

  void write(String url, String reason) throws IOException {
    BufferedWriter open = lines;
    if (open == null) {
      open =
          new BufferedWriter(
              new OutputStreamWriter(
                  new GZIPOutputStream(Files.newOutputStream(unfinished()), 1 << 16), UTF_8));
      lines = open;
    }
    ObjectNode line = JSON.createObjectNode();
    if (!source.isEmpty()) {
      line.put("source", source);
    }
    line.put("url", url).put("reason", reason);
    open.write(JSON.writeValueAsString(line));
    open.write('\n');
  }

  /** Gives the file its name. */
  void commit() throws IOException {
    BufferedWriter open = lines;
    if (open != null) {
      lines = null;
      open.close();
      Files.move(unfinished(), file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  @Override
  public void close() throws IOException {
    BufferedWriter open = lines;
    if (open != null) {
      lines = null;
      open.close();
      Files.deleteIfExists(unfinished());
    }
  }
}
