package org.estover.tokenize.shard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How one run of bytes is divided over files: one file, or slices of equal size as Pythia publishes
 * its data, {@code NAME-00000-of-00020.bin} and so on.
 *
 * <p>Quirks of Pythia's slices: they may cut a token; the number behind "of" is that of the
 * <em>last</em> slice, one less than there are; where the size divides exactly, an empty slice
 * follows.
 *
 * @param files in order
 * @param sliceSize bytes of each file but the last, which holds what is left
 * @param size bytes of all files
 */
public record Slices(List<Path> files, long sliceSize, long size) {
  /** Bytes of a slice as Pythia publishes them. */
  public static final long PYTHIA_SIZE = 5_000_000_000L;

  private static final String BIN = ".bin";
  private static final long LAST_NUMBER = 99_999;

  /** Copies the list. */
  public Slices {
    files = List.copyOf(files);
  }

  /** All bytes in one file. */
  static Slices whole(Path file, long size) {
    // One byte more than there are, so that all of them lie in the first slice.
    return new Slices(List.of(file), size + 1, size);
  }

  /**
   * Slices in the folder of {@code bin}, and named after it.
   *
   * @param sliceSize bytes of each, {@link #leastSize} or more; 0 leaves the file whole
   */
  static Slices of(Path bin, long size, long sliceSize) {
    if (sliceSize < 0) {
      throw new IllegalArgumentException("slices of " + sliceSize + " bytes");
    }
    if (sliceSize == 0) {
      return whole(bin, size);
    }
    if (sliceSize < leastSize(size)) {
      throw new IllegalArgumentException("slices of " + sliceSize + " bytes of " + size);
    }
    long last = size / sliceSize;
    List<Path> files = new ArrayList<>();
    for (long i = 0; i <= last; i++) {
      files.add(bin.resolveSibling(name(stem(bin), i, last)));
    }
    return new Slices(files, sliceSize, size);
  }

  /** The least size of slices whose numbers have five digits. */
  public static long leastSize(long size) {
    return size / (LAST_NUMBER + 1) + 1;
  }

  /** The tokens of items in their order. */
  static Slices ofTokens(TokenItems items, Path file, long sliceSize) throws IOException {
    long size = Math.multiplyExact(items.tokenCount(), (long) items.width().bytes());
    return of(file, size, sliceSize);
  }

  /** The name of one slice. */
  private static String name(String stem, long number, long last) {
    return String.format(Locale.ROOT, "%s-%05d-of-%05d%s", stem, number, last, BIN);
  }

  /** A file's name without {@code .bin}. */
  private static String stem(Path bin) {
    String name = String.valueOf(bin.getFileName());
    return name.endsWith(BIN) ? name.substring(0, name.length() - BIN.length()) : name;
  }

  /**
   * Finds {@code bin}, or else its slices; without either, {@code bin} itself, which is not there.
   *
   * @throws CorruptShardException if a slice is missing or has another size than the first
   */
  static Slices find(Path bin) throws IOException {
    List<Long> sets = Files.exists(bin) ? List.of() : lastNumbers(bin);
    if (sets.isEmpty()) {
      return whole(bin, Files.exists(bin) ? Files.size(bin) : 0);
    }
    if (sets.size() > 1) {
      throw Errors.slicedTwice(bin, sets);
    }
    long last = sets.get(0);
    List<Path> files = new ArrayList<>();
    long sliceSize = 0;
    long size = 0;
    for (long i = 0; i <= last; i++) {
      Path file = bin.resolveSibling(name(stem(bin), i, last));
      if (!Files.exists(file)) {
        throw Errors.sliceMissing(file);
      }
      long found = Files.size(file);
      sliceSize = i == 0 ? found : sliceSize;
      if (i < last ? found != sliceSize : found > sliceSize) {
        throw Errors.otherSlice(file, Math.min(found, sliceSize), sliceSize, found);
      }
      files.add(file);
      size += found;
    }
    // A single slice holds the last byte, too.
    return new Slices(files, last == 0 ? sliceSize + 1 : sliceSize, size);
  }

  /** The numbers behind "of" in the names of slices that are there. */
  private static List<Long> lastNumbers(Path bin) throws IOException {
    Pattern slice = Pattern.compile(Pattern.quote(stem(bin)) + "-[0-9]{5,9}-of-([0-9]{5,9})\\.bin");
    Path folder = bin.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(file -> slice.matcher(String.valueOf(file.getFileName())))
          .filter(Matcher::matches)
          .map(matcher -> Long.parseLong(matcher.group(1)))
          .distinct()
          .sorted()
          .toList();
    }
  }

  /** The number of the file that holds a byte; of the last byte and what is behind, the last. */
  int fileOf(long at) {
    return sliceSize == 0 ? 0 : (int) Math.min(at / sliceSize, files.size() - 1L);
  }

  /** The place of a byte in its file. */
  long placeOf(long at) {
    return at - fileOf(at) * sliceSize;
  }

  /** How many bytes a file holds. */
  long sizeOf(int file) {
    return file < files.size() - 1 ? sliceSize : size - file * sliceSize;
  }
}
