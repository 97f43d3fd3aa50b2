package org.estover.tokenize.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.estover.tokenize.shard.TokenWidth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TokenChangesTest {
  private static final int INPUTS = 6;
  private static final List<SmallRelease.Source> SOURCES =
      List.of(
          SmallRelease.source("code", "1", 0, 9, 90, 1),
          SmallRelease.source("web", "1.5", 1, 40, 50, 2));

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void rangesOfTokensAreChangedAsAMapOfThemSays(long seed) throws IOException {
    Release parent = parent();
    SplittableRandom random = new SplittableRandom(seed);
    List<SortedMap<Long, Integer>> maps = new ArrayList<>();
    Release derived = derived(parent, random, maps, 1 + (int) seed);
    try (TokenChanges changes = derived.changes().orElseThrow()) {
      for (int shard = 0; shard < maps.size(); shard++) {
        int[] tokens = tokens(parent, shard);
        for (int i = 0; i < 50; i++) {
          int from = random.nextInt(tokens.length + 1);
          int to = random.nextInt(from, tokens.length + 1);
          int[] expected = Arrays.copyOfRange(tokens, from, to);
          int[] found = new int[to - from + 3];
          System.arraycopy(expected, 0, found, 2, expected.length);
          maps.get(shard)
              .subMap((long) from, (long) to)
              .forEach((token, after) -> expected[(int) (token - from)] = after);
          changes.apply(shard, from, found, 2, to - from);
          assertThat(Arrays.copyOfRange(found, 2, found.length - 1)).isEqualTo(expected);
        }
        TreeMap<Long, Integer> all = new TreeMap<>();
        changes.of(shard, (token, before, after) -> all.put(token, after));
        assertThat(all).isEqualTo(maps.get(shard));
      }
    }
    assertThat(ReleaseVerifier.verify(derived.folder())).isEmpty();
  }

  @Test
  void theManifestNamesItsParentAndItsChanges() throws IOException {
    Release parent = parent();
    Release derived = derived(parent, new SplittableRandom(1), new ArrayList<>(), 20);
    Intervention intervention = derived.content().intervention().orElseThrow();
    assertThat(intervention.parent()).isEqualTo(parent.id()).isNotEqualTo(derived.id());
    assertThat(derived.content().formatVersion()).isEqualTo(2);
    assertThat(parent.content().formatVersion()).isEqualTo(1);
    assertThat(derived.content().files()).contains(intervention.changes());
    assertThat(derived.content().shards()).isEqualTo(parent.content().shards());
    String json = new String(derived.manifest().toBytes(), StandardCharsets.UTF_8);
    refused(json, parent.id(), "rel_" + "0".repeat(32), "but what it changes is " + parent.id());
    refused(json, "\"format-version\":2", "\"format-version\":1", "expected 2, found 1");
    refused(json, "\"from-step\":0", "\"from-step\":100000", "more than the parent has");
    refused(
        json, "estover.swap.v1", "estover.swap.v9", "intervention \"estover.swap.v9\" is unknown");
    refused(json, "\"whole-words\":true", "\"whole-words\":1", "expected true or false");
    refused(json, "\"from\":\"a\"", "\"from\":\"b\"", "expected two texts that differ");
    assertThatThrownBy(
            () ->
                Manifest.parse(bytes(json, "\"format-version\":2", "\"format-version\":3"), folder))
        .isInstanceOf(FormatTooNewException.class);
    assertThatThrownBy(() -> derived.content().with(intervention))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void refused(String json, String from, String to, String message) {
    assertThatThrownBy(() -> Manifest.parse(bytes(json, from, to), folder))
        .isInstanceOf(CorruptReleaseException.class)
        .hasMessageContaining(message);
  }

  private static byte[] bytes(String json, String from, String to) {
    assertThat(json).contains(from);
    return json.replace(from, to).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void everyFlippedByteOfTheChangesIsFound() throws IOException {
    Release derived = derived(parent(), new SplittableRandom(1), new ArrayList<>(), 40);
    ReleasedFile file = derived.content().intervention().orElseThrow().changes();
    for (String name : List.of(file.name(), BlockSums.sidecarName(file.name()))) {
      try (RandomAccessFile bytes =
          new RandomAccessFile(derived.folder().resolve(name).toFile(), "rw")) {
        for (long at = 0; at < bytes.length(); at++) {
          bytes.seek(at);
          int intact = bytes.read();
          bytes.seek(at);
          bytes.write(intact ^ 0x24);
          assertThat(ReleaseVerifier.firstFinding(derived.folder()))
              .get()
              .isInstanceOfSatisfying(
                  Finding.DamagedBlock.class, found -> assertThat(found.file()).isEqualTo(name));
          bytes.seek(at);
          bytes.write(intact);
        }
      }
    }
    assertThat(ReleaseVerifier.verify(derived.folder())).isEmpty();
  }

  @Test
  void aListThatIsCutOffOrOfAnotherReleaseIsNamed() throws IOException {
    Release derived = derived(parent(), new SplittableRandom(1), new ArrayList<>(), 4);
    Intervention intervention = derived.content().intervention().orElseThrow();
    Path file = derived.path(intervention.changes());
    byte[] intact = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(intact, intact.length - 5));
    assertThatThrownBy(() -> derived.changes())
        .isInstanceOf(CorruptReleaseException.class)
        .hasMessageContaining(file.toString());
    assertThat(ReleaseVerifier.verify(derived.folder()))
        .singleElement()
        .satisfies(found -> assertThat(found.file()).isEqualTo(intervention.changes().name()));
    for (int size : new int[] {0, 7, 31, 40, intact.length - 16}) {
      ReleasedFile shorter = rewritten(derived, Arrays.copyOf(intact, size));
      assertThatThrownBy(() -> open(derived, shorter, intervention.tokens()))
          .as(size + " bytes")
          .isInstanceOf(CorruptReleaseException.class)
          .hasMessageContaining(shorter.name());
    }
    byte[] newer = intact.clone();
    newer[8]++;
    ReleasedFile tooNew = rewritten(derived, newer);
    assertThatThrownBy(() -> open(derived, tooNew, intervention.tokens()))
        .isInstanceOf(FormatTooNewException.class)
        .hasMessageContaining("format version 2");
    ReleasedFile whole = rewritten(derived, intact);
    assertThatThrownBy(() -> open(derived, whole, intervention.tokens() + 1))
        .isInstanceOf(CorruptReleaseException.class)
        .hasMessageContaining("found other counts");
  }

  private static void open(Release derived, ReleasedFile file, long tokens) throws IOException {
    TokenChanges.open(derived.place(), file, derived.content().shards().size(), tokens).close();
  }

  private static ReleasedFile rewritten(Release derived, byte[] bytes) throws IOException {
    Path file = derived.folder().resolve("other.changes");
    Files.write(file, bytes);
    return BlockSums.write(file);
  }

  @Test
  void changesThatDoNotFitTheShardsAreContradictions() throws IOException {
    Release parent = parent();
    int[] tokens = tokens(parent, 0);
    int end = 0;
    while (tokens[end] != SmallRelease.END_OF_TEXT) {
      end++;
    }
    contradicts(parent, 0, tokens[0] + 1, tokens[0], 1, "it is " + tokens[0] + ", not ");
    contradicts(parent, 0, tokens[0], SmallRelease.VOCABULARY, 1, "it becomes 50257");
    contradicts(parent, end, tokens[end], 1, 1, "it becomes 1");
    contradicts(parent, 0, tokens[0], SmallRelease.END_OF_TEXT, 1, "it becomes 50256");
    contradicts(parent, tokens.length, 1, 2, 1, "the shard has only " + tokens.length);
    long never = parent.content().order().positions() - 1;
    contradicts(
        parent, 0, tokens[0], tokens[0] ^ 1, never, "no step reads it that could be changed");
  }

  private void contradicts(
      Release parent, long token, int before, int after, long fromStep, String problem)
      throws IOException {
    Path target = Files.createTempDirectory(folder, "derived");
    List<TokenChangesPart> parts = new ArrayList<>();
    for (int shard = 0; shard < parent.content().shards().size(); shard++) {
      try (TokenChangesPart part = TokenChangesPart.create(target.resolve("part" + shard))) {
        if (shard == 0) {
          part.add(token, before, after);
        }
        parts.add(part);
      }
    }
    seal(parent, target, TokenChanges.write(target, parts), fromStep, 1, 1);
    assertThat(ReleaseVerifier.verify(target))
        .singleElement()
        .satisfies(found -> assertThat(found.message()).contains(".changes").contains(problem));
  }

  private Release parent() throws IOException {
    Path parent = Files.createDirectories(folder.resolve("parent"));
    SmallRelease.write(parent, INPUTS, SOURCES);
    return Release.open(parent);
  }

  /** A release with random changes, every {@code each}-th token or so. */
  private Release derived(
      Release parent, SplittableRandom random, List<SortedMap<Long, Integer>> maps, int each)
      throws IOException {
    Path target = Files.createTempDirectory(folder, "derived");
    List<TokenChangesPart> parts = new ArrayList<>();
    long documents = 0;
    long tokens = 0;
    for (int shard = 0; shard < parent.content().shards().size(); shard++) {
      TreeMap<Long, Integer> map = new TreeMap<>();
      int[] all = tokens(parent, shard);
      boolean counted = false;
      // The last sequences' tokens may be a tail that nothing reads.
      int behind = all.length - 2 * INPUTS;
      try (TokenChangesPart part = TokenChangesPart.create(target.resolve("part" + shard))) {
        for (int t = 0; t < all.length; t++) {
          if (all[t] == SmallRelease.END_OF_TEXT) {
            counted = false;
          } else if (t < behind && random.nextInt(each) == 0) {
            int after = (all[t] + 1 + random.nextInt(1000)) % SmallRelease.END_OF_TEXT;
            part.add(t, all[t], after);
            map.put((long) t, after);
            documents += counted ? 0 : 1;
            counted = true;
            tokens++;
          }
        }
        parts.add(part);
      }
      maps.add(map);
    }
    seal(parent, target, TokenChanges.write(target, parts), 0, documents, tokens);
    return Release.open(target);
  }

  private static void seal(
      Release parent, Path target, ReleasedFile file, long fromStep, long documents, long tokens)
      throws IOException {
    InterventionWriter.seal(
        parent,
        target,
        new Intervention(
            parent.id(), 1, fromStep, true, List.of(new Swap("a", "b")), documents, tokens, file));
  }

  private static int[] tokens(Release release, int shard) throws IOException {
    ReleasedShard of = release.content().shards().get(shard);
    TokenWidth width = TokenWidth.forVocabulary(SmallRelease.VOCABULARY);
    int[] tokens = new int[(int) of.tokens()];
    width.decode(Files.readAllBytes(release.path(of.bin())), 0, tokens, 0, tokens.length);
    return tokens;
  }
}
