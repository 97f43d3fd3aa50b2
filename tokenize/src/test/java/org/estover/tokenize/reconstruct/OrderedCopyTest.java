package org.estover.tokenize.reconstruct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.estover.tokenize.order.BatchPlan;
import org.estover.tokenize.release.CorruptReleaseException;
import org.estover.tokenize.release.Derived;
import org.estover.tokenize.release.FormatTooNewException;
import org.estover.tokenize.release.Masks;
import org.estover.tokenize.release.RangeServer;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleaseVerifier;
import org.estover.tokenize.release.ReleasedDocument;
import org.estover.tokenize.release.SmallRelease;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class OrderedCopyTest {
  private static final List<String> EIGHT =
      List.of(
          "manifest.json",
          "manifest.json.sums",
          "masks.json",
          "derived/order.spans",
          "derived/order.spans",
          "derived/order.spans",
          "derived/order.bin",
          "derived/order.bin.sums");

  @TempDir Path folder;
  private RangeServer server;

  @BeforeEach
  void serve() throws IOException {
    server = RangeServer.of(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void aStepFromAServerIsTheStepFromTheDisk(long seed) throws IOException {
    write(seed);
    SplittableRandom random = new SplittableRandom(seed);
    int shift = random.nextInt(7);
    try (Reconstruct local = Reconstruct.open(folder)) {
      OrderedCopyWriter.write(local.release(), local.content().packedOrder(), local, shift);
      long length = local.order().length();
      List<BatchSequence> all = local.sequences(0, length);
      try (Reconstruct remote = Reconstruct.open(server.place())) {
        assertThat(remote.sequences(0, length)).isEqualTo(all);
        for (int i = 0; i < 30; i++) {
          int from = random.nextInt((int) length + 1);
          int to = from + random.nextInt((int) length + 1 - from);
          assertThat(remote.sequences(from, to)).isEqualTo(all.subList(from, to));
        }
      }
    }
    assertThat(ReleaseVerifier.verify(folder)).isEmpty();
  }

  @Test
  void withoutACopyAServerAnswersAlikeInMoreRequests() throws IOException {
    write(2);
    answersAlike();
    try (Reconstruct local = Reconstruct.open(folder)) {
      local.writeUsageSums();
      Derived.writeHosts(local.release());
    }
    answersAlike();
  }

  private void answersAlike() throws IOException {
    BatchPlan plan = new BatchPlan(3);
    try (Reconstruct local = Reconstruct.open(folder);
        Reconstruct remote = Reconstruct.open(server.place())) {
      long length = local.order().length();
      assertThat(remote.sequences(0, length)).isEqualTo(local.sequences(0, length));
      long steps = local.steps(plan);
      assertThat(remote.usage(1, steps, plan)).isEqualTo(local.usage(1, steps, plan));
      List<ReleasedDocument> ofHost = new ArrayList<>();
      remote.documentsOfHost("books.test", ofHost::add);
      assertThat(ofHost).hasSizeGreaterThan(10);
      List<ReleasedDocument> ofHostHere = new ArrayList<>();
      local.documentsOfHost("books.test", ofHostHere::add);
      assertThat(ofHost).isEqualTo(ofHostHere);
      for (ReleasedDocument document : ofHost) {
        assertThat(remote.documentsOf(document.uri())).contains(document);
        assertThat(remote.occurrences(document.id(), plan))
            .isEqualTo(local.occurrences(document.id(), plan));
      }
    }
  }

  @Test
  void aColdStepTakesEightRequests() throws IOException {
    write(3);
    try (Reconstruct local = Reconstruct.open(folder)) {
      local.writeOrderedCopy();
    }
    assertThat(requestsOfAColdStep()).containsExactlyElementsOf(EIGHT);
    TreeMap<String, String> cases = new TreeMap<>();
    for (int document = 0; document < 20_000; document++) {
      cases.put(String.format(Locale.ROOT, "doc_%032x", document), "case_0001");
    }
    Masks.of(cases).write(Release.open(folder));
    assertThat(requestsOfAColdStep()).containsExactlyElementsOf(EIGHT);
  }

  private List<String> requestsOfAColdStep() throws IOException {
    server.forget();
    List<BatchSequence> step = new ArrayList<>();
    try (Reconstruct remote = Reconstruct.open(server.place())) {
      remote.batch(1, new BatchPlan(32), MicroBatch.WHOLE, step::add);
    }
    assertThat(step).hasSize(32);
    return server.requests().stream()
        .map(request -> request.substring(0, request.indexOf(' ')))
        .toList();
  }

  @Test
  void everyDamagedByteOfTheSpansIsNoticedOrNeverRead() throws IOException {
    write(4);
    try (Reconstruct local = Reconstruct.open(folder)) {
      OrderedCopyWriter.write(local.release(), local.content().packedOrder(), local, 3);
      long length = local.order().length();
      List<BatchSequence> all = local.sequences(0, length);
      Path spans = folder.resolve(OrderedCopy.SPANS);
      byte[] intact = Files.readAllBytes(spans);
      int step = Math.max(1, intact.length / 200);
      for (int at = 0; at < intact.length; at += step) {
        byte[] bytes = intact.clone();
        bytes[at] ^= 0x10;
        Files.write(spans, bytes);
        try (Reconstruct remote = Reconstruct.open(server.place())) {
          assertThat(remote.sequences(0, length)).as("byte " + at).isEqualTo(all);
          assertThat(at).isBetween(76, 79);
        } catch (CorruptReleaseException e) {
          assertThat(e).hasMessageContaining(server.address() + "derived/order.spans: ");
          assertThat(e).hasMessageEndingWith("make it again with \"estover release prepare\"");
        } catch (FormatTooNewException e) {
          assertThat(at).isBetween(8, 11);
        }
      }
      for (int size : new int[] {0, 79, 200, intact.length - 1}) {
        Files.write(spans, Arrays.copyOf(intact, size));
        try (Reconstruct remote = Reconstruct.open(server.place())) {
          assertThatThrownBy(() -> remote.sequences(0, length))
              .as(size + " bytes")
              .isInstanceOf(CorruptReleaseException.class);
        }
      }
    }
  }

  @Test
  void damagedTokensAreNamedWithTheirBlock() throws IOException {
    write(5);
    try (Reconstruct local = Reconstruct.open(folder)) {
      local.writeOrderedCopy();
    }
    Path bin = folder.resolve(OrderedCopy.BIN);
    byte[] bytes = Files.readAllBytes(bin);
    bytes[5000] ^= 1;
    Files.write(bin, bytes);
    try (Reconstruct remote = Reconstruct.open(server.place())) {
      long length = remote.order().length();
      assertThatThrownBy(() -> remote.sequences(0, length))
          .hasMessageContaining("derived/order.bin: checksum mismatch in block 1");
    }
  }

  @Test
  void theBytesDependOnTheReleaseOnly() throws IOException {
    write(6);
    try (Reconstruct local = Reconstruct.open(folder)) {
      local.writeOrderedCopy();
      byte[] spans = Files.readAllBytes(folder.resolve(OrderedCopy.SPANS));
      byte[] bin = Files.readAllBytes(folder.resolve(OrderedCopy.BIN));
      local.writeOrderedCopy();
      assertThat(folder.resolve(OrderedCopy.SPANS)).hasBinaryContent(spans);
      assertThat(folder.resolve(OrderedCopy.BIN)).hasBinaryContent(bin);
    }
  }

  private void write(long seed) throws IOException {
    SmallRelease.write(
        folder,
        6 + (int) seed,
        List.of(
            SmallRelease.source("books", "2.5", 1, 30, 50, seed),
            SmallRelease.source("web", "0.8", 2, 90, 14, seed + 200)));
  }
}
