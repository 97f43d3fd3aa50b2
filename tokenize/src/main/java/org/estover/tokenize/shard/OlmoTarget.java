package org.estover.tokenize.shard;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Writes items as OLMo's trainers and MaxText read them: {@code NAME.npy} holds the tokens and,
 * despite its name, nothing else; {@code NAME.csv.gz} a line {@code start,end} per item; with a
 * window {@code NAME.json} is MaxText's index of the instances that the file has.
 *
 * <p>The compressed lines are one gzip member per range: they are the same for any number of
 * workers of one version of Java.
 */
public final class OlmoTarget implements ItemTarget {
  private static final int CHUNK_ITEMS = 8192;
  private static final String NPY = ".npy";

  /** MaxText's number for this form of its index. */
  private static final String INDEX_VERSION = "1";

  private final Path file;
  private final String tokenizer;
  private final int windowTokens;

  /**
   * Makes the target {@code file}, whose name ends in {@code .npy}.
   *
   * @param tokenizer its name, for MaxText's index
   * @param windowTokens the tokens of an instance of MaxText; 0 writes no index
   */
  public OlmoTarget(Path file, String tokenizer, int windowTokens) {
    if (windowTokens < 0) {
      throw new IllegalArgumentException("windows of " + windowTokens + " tokens");
    }
    this.file = file;
    this.tokenizer = tokenizer;
    this.windowTokens = windowTokens;
  }

  /** The file of items that belongs to one of tokens. */
  static Path lines(Path file) {
    return file.resolveSibling(stem(file) + ".csv.gz");
  }

  /** MaxText's index of a file of tokens. */
  static Path index(Path file) {
    return file.resolveSibling(stem(file) + ".json");
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(NPY) ? name.substring(0, name.length() - NPY.length()) : name;
  }

  @Override
  public void prepare(TokenItems items) throws IOException {
    SlicedOutput.make(tokens(items));
  }

  @Override
  public String write(TokenItems items, ItemRange range) throws IOException {
    SlicedOutput.copyTokens(items, range, tokens(items));
    try (Writer lines =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(part(range.number()))),
                StandardCharsets.US_ASCII))) {
      int[] sizes = new int[CHUNK_ITEMS];
      long start = items.itemStart(range.from());
      for (long first = range.from(); first < range.to(); first += CHUNK_ITEMS) {
        int count = (int) Math.min(CHUNK_ITEMS, range.to() - first);
        items.sizes(first, sizes, count);
        for (int i = 0; i < count; i++) {
          long end = start + sizes[i];
          lines.write(start + "," + end + "\n");
          start = end;
        }
      }
    }
    return "";
  }

  @Override
  public List<Path> finish(TokenItems items, List<String> written) throws IOException {
    List<Path> files = new ArrayList<>(List.of(file, lines(file)));
    joinLines(written.size());
    if (windowTokens > 0) {
      SlicedOutput.place(index(file), index(items).getBytes(StandardCharsets.US_ASCII));
      files.add(index(file));
    }
    SlicedOutput.publish(Slices.whole(lines(file), 0));
    SlicedOutput.publish(tokens(items));
    return List.copyOf(files);
  }

  private void joinLines(int ranges) throws IOException {
    try (OutputStream all = Files.newOutputStream(SlicedOutput.unfinished(lines(file)))) {
      for (int range = 0; range < ranges; range++) {
        Files.copy(part(range), all);
      }
      if (ranges == 0) {
        // An empty file is no gzip file.
        new GZIPOutputStream(all).finish();
      }
    }
    for (int range = 0; range < ranges; range++) {
      Files.delete(part(range));
    }
  }

  private Path part(int range) {
    return ShardFormat.withSuffix(lines(file), String.format(Locale.ROOT, ".%05d.tmp", range));
  }

  @Override
  public void discard(TokenItems items) throws IOException {
    SlicedOutput.discard(tokens(items));
    String start = lines(file).getFileName() + ".";
    Path folder = lines(file).toAbsolutePath().getParent();
    if (folder != null) {
      try (Stream<Path> all = Files.list(folder)) {
        for (Path other : all.toList()) {
          String name = String.valueOf(other.getFileName());
          if (name.startsWith(start) && name.endsWith(".tmp")) {
            Files.delete(other);
          }
        }
      }
    }
  }

  /** MaxText's index of one file, as its {@code OlmoNpyIndex.save} writes it. */
  private String index(TokenItems items) throws IOException {
    String path = String.valueOf(file.getFileName());
    String type = items.width() == TokenWidth.UINT16 ? "uint16" : "uint32";
    long tokens = items.tokenCount();
    long instances = tokens / windowTokens;
    return String.format(
        Locale.ROOT,
        """
        {
          "format_version": "%s",
          "sequence_length": %d,
          "dtype": "%s",
          "tokenizer": %s,
          "total_instances": %d,
          "total_tokens": %d,
          "fingerprint": "sha256:%s",
          "files": [
            {
              "path": %s,
              "label": "",
              "n_tokens": %d,
              "n_instances": %d,
              "instance_offset": 0
            }
          ]
        }""",
        INDEX_VERSION,
        windowTokens,
        type,
        PythonText.quoted(tokenizer),
        instances,
        tokens,
        fingerprint(type, path, tokens),
        PythonText.quoted(path),
        tokens,
        instances);
  }

  /** What MaxText compares when a training goes on. */
  private String fingerprint(String type, String path, long tokens) {
    MessageDigest digest = DigestingFile.sha256();
    for (String part :
        List.of(
            INDEX_VERSION,
            Integer.toString(windowTokens),
            type,
            tokenizer,
            path,
            Long.toString(tokens))) {
      digest.update(part.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private Slices tokens(TokenItems items) throws IOException {
    return Slices.ofTokens(items, file, 0);
  }
}
