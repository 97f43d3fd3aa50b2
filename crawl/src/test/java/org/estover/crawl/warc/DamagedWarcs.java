package org.estover.crawl.warc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Reads damaged copies of real files: {@code DamagedWarcs FOLDER COPIES SEED KEPT TARGET}.
 *
 * <p>A copy is of a run of records of one file, of about 128 KiB, so that each is read in
 * milliseconds. Every copy is read record by record and as a job reads it; the first KEPT copies
 * stay in the folder TARGET. Ends with 1 if less than 99 % of the records that stand whole in the
 * copies are read.
 */
final class DamagedWarcs {
  private static final int PIECE_BYTES = 128 << 10;

  private DamagedWarcs() {}

  /** A run of records, and what it holds. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Piece(byte[] bytes, List<WarcRecord> records) {}

  public static void main(String[] args) throws IOException {
    Path target = Files.createDirectories(Path.of(args[4]));
    int kept = Integer.parseInt(args[3]);
    Path scratch = target.resolve("scratch.bin");
    List<Path> files;
    try (Stream<Path> walk = Files.walk(Path.of(args[0]))) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    List<Piece> pieces = new ArrayList<>();
    for (Path file : files) {
      pieces(file, scratch, pieces);
    }
    System.out.println(pieces.size() + " pieces of " + files.size() + " files");
    SplittableRandom random = new SplittableRandom(Long.parseLong(args[2]));
    DamageTally tally = new DamageTally(scratch);
    int copies = Integer.parseInt(args[1]);
    for (int copy = 0; copy < copies; copy++) {
      Piece piece = pieces.get(random.nextInt(pieces.size()));
      Path damaged = tally.copy(piece.bytes, piece.records, random);
      DamageTally.readAsSource(damaged);
      if (copy < kept) {
        Files.copy(damaged, target.resolve("damaged-" + copy + ".warc"));
      }
    }
    Files.deleteIfExists(scratch);
    tally.counts().forEach((kind, count) -> System.out.printf("%-15s%s%n", kind, count));
    System.out.printf("%-15s%s%n", "all", tally.total());
    if (tally.total().found() * 100 < tally.total().whole() * 99) {
      System.exit(1);
    }
  }

  private static void pieces(Path file, Path scratch, List<Piece> pieces) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    List<Integer> cuts = new ArrayList<>();
    cuts.add(0);
    for (WarcRecord record : DamageTally.records(file, new DamageTally.Count())) {
      boolean far = record.offset() - cuts.get(cuts.size() - 1) >= PIECE_BYTES;
      if (record.size() >= 0 && far) {
        cuts.add((int) record.offset());
      }
    }
    cuts.add(whole.length);
    for (int i = 1; i < cuts.size(); i++) {
      byte[] bytes = Arrays.copyOfRange(whole, cuts.get(i - 1), cuts.get(i));
      Files.write(scratch, bytes);
      List<WarcRecord> records = DamageTally.records(scratch, new DamageTally.Count());
      if (!records.isEmpty() && bytes.length > 16 && bytes.length <= 32 * PIECE_BYTES) {
        pieces.add(new Piece(bytes, records));
      }
    }
  }
}
