package org.estover.tokenize.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Flips bytes of every file of a release of at most 64 KiB: a seeded tenth, or each one with {@code
 * -Dfull=true}.
 */
final class TamperTest {
  private static final int RELEASE_SIZE_LIMIT = 64 << 10;
  private static final boolean FULL = Boolean.getBoolean("full");
  private static final long SEED = Long.getLong("seed", 1);

  @TempDir Path folder;

  @Test
  void everyFlippedByteIsRefusedNamingFileAndBlock() throws IOException {
    SmallRelease.write(
        folder,
        32,
        List.of(
            SmallRelease.source("code", "1", 0, 9, 900, 1),
            SmallRelease.source("web", "1.5", 1, 40, 50, 2)));
    requireEveryFlipFound();
  }

  @Test
  void soIsOneOfTheFilesForLookUps() throws IOException {
    LookupRelease.write(
        folder, List.of(LookupRelease.source("web", 1, 45, 4)), LookupRelease.dropped(40, 5), 0);
    requireEveryFlipFound();
  }

  private void requireEveryFlipFound() throws IOException {
    assertThat(ReleaseVerifier.verify(folder)).isEmpty();
    List<Path> files = files();
    long size = 0;
    for (Path file : files) {
      size += Files.size(file);
    }
    assertThat(size).isBetween(RELEASE_SIZE_LIMIT / 3L, (long) RELEASE_SIZE_LIMIT);
    SplittableRandom random = new SplittableRandom(SEED);
    long flipped = 0;
    for (Path file : files) {
      flipped += flipBytes(file, random);
    }
    assertThat(flipped).isGreaterThan(FULL ? size - 1 : size / 12);
    assertThat(ReleaseVerifier.verify(folder)).isEmpty();
  }

  private long flipBytes(Path path, SplittableRandom random) throws IOException {
    String name = path.getFileName().toString();
    long flipped = 0;
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      for (long at = 0; at < file.length(); at++) {
        int mask = 1 + random.nextInt(255);
        if (!FULL && random.nextInt(10) != 0) {
          continue;
        }
        int intact = flip(file, at, mask);
        Optional<Finding> finding = ReleaseVerifier.firstFinding(folder);
        if (!finding.equals(Optional.of(damage(finding, name, at)))) {
          throw new AssertionError(name + " byte " + at + " ^ " + mask + ": " + finding);
        }
        file.seek(at);
        file.write(intact);
        flipped++;
      }
    }
    return flipped;
  }

  private static int flip(RandomAccessFile file, long at, int mask) throws IOException {
    file.seek(at);
    int intact = file.read();
    file.seek(at);
    file.write(intact ^ mask);
    return intact;
  }

  /** The finding that has to be made, in whatever words its problem is told. */
  private static Finding damage(Optional<Finding> found, String name, long at) {
    String problem =
        found.isPresent() && found.get() instanceof Finding.DamagedBlock damaged
            ? damaged.problem()
            : "";
    return new Finding.DamagedBlock(name, at / 4096, problem);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
