package org.estover.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tiles, frontier and proofs against the plain recursion of RFC 6962 over all leaves. */
final class MerkleTreeTest {

  private static final SigningKey KEY = SigningKey.generate("tree.test", new SecureRandom());

  @TempDir Path folder;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 6);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void rootsAndProofsFromTilesAreThoseOfTheWholeTree(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    TransparencyLog.create(folder, KEY, DurableFiles.onDisk());
    TransparencyLog log = open();
    List<Hash> leaves = new ArrayList<>();
    for (int group = 0; group < 12; group++) {
      List<byte[]> entries = new ArrayList<>();
      for (int i = random.nextInt(1, 200); i > 0; i--) {
        byte[] entry = new byte[random.nextInt(0, 40)];
        random.nextBytes(entry);
        entries.add(entry);
        leaves.add(Hash.ofLeaf(entry));
      }
      log.append(entries);
      if (random.nextInt(4) == 0) {
        log = open();
      }
      check(log.reader(), leaves, random);
    }
    assertThat(new LogCheck(log.reader()).run()).isEmpty();
  }

  private TransparencyLog open() throws Exception {
    return TransparencyLog.open(folder, KEY, DurableFiles.onDisk(), 0, (index, entry) -> {});
  }

  private static void check(LogReader log, List<Hash> leaves, SplittableRandom random)
      throws Exception {
    Hash root = MerkleTree.root(leaves);
    assertThat(log.checkpoint().root()).isEqualTo(root);
    List<Long> several = random.longs(20, 0, leaves.size()).boxed().toList();
    assertThat(log.entriesAt(several).stream().map(Hash::ofLeaf))
        .containsExactlyElementsOf(
            several.stream().map(at -> leaves.get((int) (long) at)).toList());
    assertThatThrownBy(() -> log.entriesAt(List.of(0L, (long) leaves.size())))
        .isInstanceOf(IllegalArgumentException.class);
    for (int i = 0; i < 10; i++) {
      int at = random.nextInt(leaves.size());
      Hash older = MerkleTree.root(leaves.subList(0, at));
      assertThat(log.rootAt(at)).isEqualTo(older);
      assertThat(Hash.ofLeaf(log.entry(at))).isEqualTo(leaves.get(at));
      InclusionProof inclusion = log.inclusion(at);
      assertThat(inclusion.verifies(leaves.get(at), root)).isTrue();
      assertThat(inclusion.verifies(root, root)).isEqualTo(leaves.size() == 1);
      assertThat(log.consistency(at).verifies(older, root)).isTrue();
      assertThat(log.consistency(at).verifies(root, root)).isFalse();
    }
  }

  @Test
  void aTornTailIsCutAtStart() throws Exception {
    TransparencyLog.create(folder, KEY, DurableFiles.onDisk());
    open().append(List.of("a".getBytes(StandardCharsets.UTF_8)));
    byte[] before = Files.readAllBytes(folder.resolve("checkpoint"));
    open().append(List.of("b".getBytes(StandardCharsets.UTF_8)));
    Files.write(folder.resolve("checkpoint"), before);
    Files.writeString(folder.resolve("tile/0/000.p/3.tmp"), "half");
    assertThat(folder.resolve("tile/entries/000.p/2")).exists();
    TransparencyLog log = open();
    assertThat(log.reader().size()).isEqualTo(1);
    assertThat(folder.resolve("tile/entries/000.p/2")).doesNotExist();
    assertThat(folder.resolve("tile/0/000.p/2")).doesNotExist();
    assertThat(folder.resolve("tile/0/000.p/3.tmp")).doesNotExist();
    assertThat(folder.resolve("tile/entries/000.p/1")).exists();
  }

  @Test
  void anotherKeyAndAnOpenKeyFileAreRefused() throws Exception {
    TransparencyLog.create(folder, KEY, DurableFiles.onDisk());
    VerifierKey other = SigningKey.generate("tree.test", new SecureRandom()).verifier();
    assertThatThrownBy(() -> LogReader.open(folder, other))
        .isInstanceOf(CorruptLogException.class)
        .hasMessageContaining("no known key signed it");
    Path file = folder.resolve("key");
    KEY.write(file, DurableFiles.onDisk());
    assertThat(SigningKey.read(file).verifier()).isEqualTo(KEY.verifier());
    String secret = Files.readAllLines(file).get(0);
    assertThat(KEY.toString()).doesNotContain(secret.substring(secret.length() - 20));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> SigningKey.read(file)).hasMessageContaining("chmod 600");
  }
}
