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
 * What a crawl did not ask for, a line of JSON each with the reason, compressed; a file only where
 * there is any: URLs that it has found and not visited, or sites whose robots.txt it could not
 * have. They are no captures: nothing was observed of a page.
 */
final class LeftOutLines implements Closeable {
  /** The folder of files of such URLs in 01-crawl. */
  static final String FOLDER = "left-out";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;
  private final String source;
  private final String what;
  private final String why;
  private @Nullable BufferedWriter lines;

  private LeftOutLines(Path file, String source, String what, String why) {
    this.file = file;
    this.source = source;
    this.what = what;
    this.why = why;
  }

  /**
   * URLs of one crawl, or of one group of it.
   *
   * @param source the source's name, or "" for a crawl that is no part of a run
   */
  static LeftOutLines urls(Path file, String source) {
    return new LeftOutLines(file, source, "url", "reason");
  }

  /** The same of sites. */
  static LeftOutLines sites(Path file, String source) {
    return new LeftOutLines(file, source, "site", "cause");
  }

  private Path unfinished() {
    return file.resolveSibling("." + file.getFileName());
  }

  void write(String name, String reason) throws IOException {
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
    line.put(what, name).put(why, reason);
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
