package org.estover.tokenize.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class HostTreeTest {
  @TempDir Path folder;

  /** The recursion of RFC 6962 section 2.1, to the letter. */
  static byte[] treeHead(List<ListedHost> hosts) {
    int n = hosts.size();
    if (n == 0) {
      return Digests.sha256().digest();
    }
    if (n == 1) {
      return hosts.get(0).leafHash();
    }
    int k = 1;
    while (2 * k < n) {
      k *= 2;
    }
    return TreeHash.node(treeHead(hosts.subList(0, k)), treeHead(hosts.subList(k, n)));
  }

  /** The recursion of RFC 6962 section 2.1.1, to the letter. */
  private static List<String> path(int m, List<ListedHost> hosts) {
    int n = hosts.size();
    if (n == 1) {
      return new ArrayList<>();
    }
    int k = 1;
    while (2 * k < n) {
      k *= 2;
    }
    List<String> path = m < k ? path(m, hosts.subList(0, k)) : path(m - k, hosts.subList(k, n));
    path.add(TreeHash.hex(treeHead(m < k ? hosts.subList(k, n) : hosts.subList(0, k))));
    return path;
  }

  /** Label by label from the last, as the order is described. */
  private static int naiveOrder(String one, String other) {
    List<String> a = labels(one);
    List<String> b = labels(other);
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int byLabel =
          Arrays.compareUnsigned(
              a.get(i).getBytes(StandardCharsets.UTF_8), b.get(i).getBytes(StandardCharsets.UTF_8));
      if (byLabel != 0) {
        return byLabel;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static List<String> labels(String host) {
    if (host.startsWith("[") || host.matches("[0-9]{1,3}([.][0-9]{1,3}){3}")) {
      return List.of(host);
    }
    List<String> labels = new ArrayList<>(List.of(host.split("[.]", -1)));
    Collections.reverse(labels);
    return labels;
  }

  private static List<LookupRelease.Placed> placed(SplittableRandom random, int hosts) {
    TreeSet<String> names = new TreeSet<>(HostTreeTest::naiveOrder);
    while (names.size() < hosts) {
      names.add(hosts < 40 ? LookupRelease.host(random) : "h" + random.nextInt() + ".test");
    }
    List<LookupRelease.Placed> placed = new ArrayList<>();
    for (String name : names) {
      int documents = 1 + random.nextInt(3);
      for (int d = 0; d < documents; d++) {
        placed.add(new LookupRelease.Placed(name, d, random.nextInt(9), 1 + random.nextInt(99)));
      }
    }
    return placed;
  }

  private static List<ListedHost> listed(List<LookupRelease.Placed> placed) {
    TreeMap<String, ListedHost> hosts = new TreeMap<>(HostTreeTest::naiveOrder);
    for (LookupRelease.Placed each : placed) {
      hosts.merge(
          each.host(),
          new ListedHost(each.host(), 1, each.tokens()),
          (a, b) ->
              new ListedHost(a.host(), a.documents() + b.documents(), a.tokens() + b.tokens()));
    }
    return List.copyOf(hosts.values());
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void theOrderIsThatOfReversedLabels(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 2000; i++) {
      String one = LookupRelease.host(random);
      String other = LookupRelease.host(random);
      assertThat(Integer.signum(HostOrder.compare(one, other)))
          .as(one + " and " + other)
          .isEqualTo(Integer.signum(naiveOrder(one, other)));
      boolean inRange =
          HostOrder.compare(other, one) <= 0
              && Arrays.compareUnsigned(HostOrder.key(one), HostOrder.end(other)) < 0;
      assertThat(inRange).as(one + " in " + other).isEqualTo(UriHost.isWithin(one, other));
    }
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void rootsAndProofsAreThoseOfTheRecursion(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    // Each seed takes every fourth size, so that together they take all, twice.
    for (int hosts = (int) (seed % 4); hosts < 36; hosts += 4) {
      List<LookupRelease.Placed> placed = placed(random, hosts);
      List<ListedHost> listed = listed(placed);
      HostsFile file = LookupRelease.write(folder, folder, placed);
      assertThat(file.root()).isEqualTo(TreeHash.hex(treeHead(listed)));
      assertThat(file.hosts()).isEqualTo(hosts);
      try (HostTree tree = HostTree.open(ReleasePlace.of(folder), file)) {
        for (int index = 0; index < hosts; index++) {
          ListedHost host = listed.get(index);
          assertThat(tree.host(index)).isEqualTo(host);
          assertThat(tree.find(host.host())).hasValue(index);
          HostProof proof = tree.prove("rel_0", host.host());
          assertThat(proof.leaves())
              .containsExactly(new HostProof.Leaf(index, host, path(index, listed)));
          assertThat(proof.problem(file.root(), hosts)).isEmpty();
          assertThat(proof.isPresent()).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.estover.tokenize.Seeds#seeds")
  void whatIsAbsentIsProvedAndWhatIsThereCannotBe(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    for (int hosts : new int[] {0, 1, 2, 1 + random.nextInt(8), 20}) {
      List<LookupRelease.Placed> placed = placed(random, hosts);
      List<String> names = listed(placed).stream().map(ListedHost::host).toList();
      HostsFile file = LookupRelease.write(folder, folder, placed);
      try (HostTree tree = HostTree.open(ReleasePlace.of(folder), file)) {
        List<HostProof> absences = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
          String asked = LookupRelease.host(random);
          HostProof proof = tree.prove("rel_0", asked);
          assertThat(proof.problem(file.root(), hosts)).as(asked).isEmpty();
          assertThat(proof.isPresent()).as(asked).isEqualTo(names.contains(asked));
          assertThat(HostProof.parse(CanonicalJson.bytes(proof.toJson()))).isEqualTo(proof);
          HostTree.Range range = tree.range(asked);
          List<String> below = names.stream().filter(n -> UriHost.isWithin(n, asked)).toList();
          assertThat(range.to() - range.from()).isEqualTo(below.size());
          if (!proof.isPresent()) {
            assertThat(proof.coversBelow()).isEqualTo(below.isEmpty());
            absences.add(proof);
          }
        }
        // No proof of another host's absence says that of one that is there.
        for (String there : names) {
          for (HostProof absence : absences) {
            HostProof forged = new HostProof("rel_0", there, file.root(), hosts, absence.leaves());
            assertThat(forged.isPresent() || !forged.problem(file.root(), hosts).isEmpty())
                .isTrue();
          }
        }
      }
    }
  }

  @Test
  void neighboursThatAreNoneProveNothing() throws IOException {
    List<LookupRelease.Placed> placed = placed(new SplittableRandom(5), 20);
    HostsFile file = LookupRelease.write(folder, folder, placed);
    try (HostTree tree = HostTree.open(ReleasePlace.of(folder), file)) {
      List<HostProof.Leaf> leaves = new ArrayList<>();
      for (long i = 0; i < 20; i++) {
        leaves.add(tree.prove("rel_0", tree.host(i).host()).leaves().get(0));
      }
      String hidden = leaves.get(7).listed().host();
      List<List<HostProof.Leaf>> attempts = new ArrayList<>();
      for (HostProof.Leaf one : leaves) {
        for (HostProof.Leaf other : leaves) {
          attempts.add(List.of(one, other));
        }
        if (one.index() != 7) {
          attempts.add(List.of(one));
        }
      }
      attempts.add(List.of());
      attempts.add(List.of(leaves.get(6), leaves.get(7), leaves.get(8)));
      for (List<HostProof.Leaf> attempt : attempts) {
        assertThat(
                new HostProof("rel_0", hidden, file.root(), 20, attempt).problem(file.root(), 20))
            .isNotEmpty();
      }
      // With other indexes, under another number of hosts, or with another size of the tree.
      for (long size = 0; size < 70; size++) {
        for (long index = 0; index < 69; index++) {
          HostProof.Leaf left =
              new HostProof.Leaf(index, leaves.get(6).listed(), leaves.get(6).path());
          HostProof.Leaf right =
              new HostProof.Leaf(index + 1, leaves.get(8).listed(), leaves.get(8).path());
          HostProof forged =
              new HostProof("rel_0", hidden, file.root(), size, List.of(left, right));
          assertThat(forged.problem(file.root(), size)).isNotEmpty();
          assertThat(forged.problem(file.root(), 20)).isNotEmpty();
        }
      }
    }
  }

  @Test
  void aChangedProofDoesNotHold() throws IOException {
    HostsFile file = LookupRelease.write(folder, folder, placed(new SplittableRandom(9), 13));
    SplittableRandom random = new SplittableRandom(1);
    try (HostTree tree = HostTree.open(ReleasePlace.of(folder), file)) {
      for (String asked : List.of("zzz.test", "example.org", tree.host(4).host())) {
        byte[] bytes = CanonicalJson.bytes(tree.prove("rel_0", asked).toJson());
        for (int at = 0; at < bytes.length; at++) {
          byte[] changed = bytes.clone();
          changed[at] ^= (byte) (1 << random.nextInt(7));
          HostProof proof;
          try {
            proof = HostProof.parse(changed);
          } catch (IllegalArgumentException e) {
            continue;
          }
          boolean namesAnother = !proof.host().equals(asked) || !proof.release().equals("rel_0");
          assertThat(namesAnother || !proof.problem(file.root(), 13).isEmpty())
              .as(new String(changed, StandardCharsets.UTF_8))
              .isTrue();
        }
      }
    }
  }

  @Test
  void documentsOutOfOrderAreRefused() throws IOException {
    try (HostTreeWriter writer = HostTreeWriter.create(folder, folder, "a")) {
      writer.add("b.test", 0, 3, 1);
      assertThatThrownBy(() -> writer.add("b.test", 0, 3, 1))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> writer.add("a.test", 0, 4, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("\"a.test\"");
    }
    assertThat(folder).isEmptyDirectory();
  }
}
