package org.estover.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.estover.ledger.OracleJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log against vectors made by others: RFC 6962, transparency-dev, Go's tlog and C2SP. */
final class LogOracleTest {

  @TempDir Path scratch;

  @Test
  void hashesAreThoseOfTheRfc6962Reference() throws Exception {
    OracleJson reference = OracleJson.read(OracleJson.vectors("rfc6962_reference.json"));
    List<Hash> leaves = new ArrayList<>();
    for (String input : reference.texts("leaf_inputs_hex")) {
      leaves.add(Hash.ofLeaf(HexFormat.of().parseHex(input)));
    }
    assertThat(leaves.stream().map(Hash::toString))
        .hasSize(8)
        .containsExactlyElementsOf(reference.texts("leaf_hashes_hex"));
    List<String> roots = reference.texts("roots_hex_by_size");
    assertThat(roots).hasSize(9);
    for (int size = 0; size < roots.size(); size++) {
      assertThat(MerkleTree.root(leaves.subList(0, size))).hasToString(roots.get(size));
    }
  }

  @Test
  void rootsOfTheDeterministicEntriesAreEqualByEveryWayOfComputingThem() throws Exception {
    OracleJson vector = OracleJson.read(OracleJson.vectors("roots.json"));
    OracleJson roots = vector.object("root_hex_by_size");
    List<byte[]> entries = new ArrayList<>();
    for (int i = 0; i < 1024; i++) {
      byte[] seed = (vector.text("seed") + "/" + i).getBytes(StandardCharsets.US_ASCII);
      entries.add(Arrays.copyOf(Hash.sha256(seed).bytes(), 1 + i % 32));
    }
    List<Hash> leaves = entries.stream().map(Hash::ofLeaf).toList();
    LogReader log = write(entries);
    Frontier frontier = new Frontier();
    assertThat(roots.names()).hasSize(39);
    for (int size = 0; size <= entries.size(); size++) {
      if (roots.has(Integer.toString(size))) {
        String expected = roots.text(Integer.toString(size));
        assertThat(MerkleTree.root(leaves.subList(0, size))).hasToString(expected);
        assertThat(frontier.root()).hasToString(expected);
        assertThat(log.rootAt(size)).hasToString(expected);
      }
      if (size < leaves.size()) {
        frontier.add(leaves.get(size), (tile, bytes) -> {});
      }
    }
  }

  @Test
  void proofsAreAcceptedAndRefusedAsTheVectorsSay() throws Exception {
    List<Path> files = new ArrayList<>(OracleJson.files("merkle"));
    files.addAll(OracleJson.files("fresh"));
    assertThat(files).hasSizeGreaterThan(200);
    for (Path file : files) {
      OracleJson vector = OracleJson.read(file);
      assertThat(verifies(vector))
          .as("%s: %s", file, vector.text("desc"))
          .isEqualTo(vector.value("wantErr").equals(false));
    }
  }

  private static boolean verifies(OracleJson vector) {
    try {
      List<Hash> path = vector.texts("proof").stream().map(LogOracleTest::hash).toList();
      if (vector.has("leafIdx")) {
        return new InclusionProof(vector.number("leafIdx"), vector.number("treeSize"), path)
            .verifies(hash(vector.text("leafHash")), hash(vector.text("root")));
      }
      return new ConsistencyProof(vector.number("size1"), vector.number("size2"), path)
          .verifies(hash(vector.text("root1")), hash(vector.text("root2")));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Test
  void tilesAreNamedAndCountedAsC2spSays() throws Exception {
    OracleJson vector = OracleJson.read(OracleJson.vectors("paths.json"));
    assertThat(vector.objects("paths")).hasSize(7);
    for (OracleJson path : vector.objects("paths")) {
      int level = path.value("level") instanceof Long number ? number.intValue() : Tile.ENTRIES;
      Tile tile = new Tile(level, path.number("index"), (int) path.number("width"));
      assertThat(tile.path()).isEqualTo(path.text("path"));
      assertThat(TilePath.parse(tile.path())).contains(tile);
    }
    OracleJson sizes = vector.object("tiles_by_size");
    assertThat(sizes.names()).hasSize(6);
    for (String size : sizes.names()) {
      OracleJson levels = sizes.object(size);
      List<Tile> edge = Tile.edge(Long.parseLong(size));
      assertThat(edge).hasSize(levels.names().size());
      for (Tile tile : edge) {
        OracleJson counted = levels.object(Integer.toString(tile.level()));
        assertThat(counted.number("full")).isEqualTo(tile.index() + (tile.isFull() ? 1 : 0));
        assertThat(counted.number("partial_width")).isEqualTo(tile.isFull() ? 0 : tile.width());
      }
    }
  }

  @Test
  void notesOpenOrNotAsTheVectorsSay() throws Exception {
    int checked = 0;
    for (String line : Files.readAllLines(OracleJson.vectors("notes.tsv"))) {
      String[] fields = line.split("\t", -1);
      if (fields.length == 4 && !line.startsWith("#")) {
        assertThat(opens(fields[2], fields[3])).as(fields[1]).isEqualTo(fields[0].equals("accept"));
        checked++;
      }
    }
    assertThat(checked).isEqualTo(28);
  }

  private static boolean opens(String keys, String note) {
    try {
      List<VerifierKey> known = Stream.of(keys.split(",")).map(VerifierKey::parse).toList();
      SignedNote.open(Base64.getDecoder().decode(note), known);
      return true;
    } catch (InvalidNoteException | IllegalArgumentException e) {
      return false;
    }
  }

  @Test
  void logsOfOthersPassTheFullCheckWithTheirOlderCheckpoints() throws Exception {
    for (String name : List.of("log-good", "tessera-log")) {
      Path folder = OracleJson.vectors(name);
      LogReader log = LogReader.open(folder, key(folder));
      assertThat(new LogCheck(log).run()).isEmpty();
      assertThat(refusals(folder)).isEmpty();
    }
  }

  @Test
  void everyTamperedLogIsRefused() throws Exception {
    OracleJson vector = OracleJson.read(OracleJson.vectors("tampered.json"));
    List<OracleJson> cases = vector.objects("cases");
    assertThat(cases).hasSize(8);
    for (OracleJson tampering : cases) {
      Path copy = scratch.resolve("case-" + tampering.number("case"));
      copy(OracleJson.vectors("log-good"), copy);
      tamper(copy, tampering);
      assertThat(refusals(copy)).as(tampering.toString()).isNotEmpty();
    }
  }

  private static List<String> refusals(Path folder) throws IOException {
    List<String> refusals = new ArrayList<>();
    try {
      LogReader log = LogReader.open(folder, key(folder));
      new LogCheck(log).run().forEach(damage -> refusals.add(damage.toString()));
      if (!refusals.isEmpty()) {
        return refusals;
      }
      for (Path file : checkpoints(folder)) {
        Checkpoint older =
            LogReader.checked(file.toString(), Files.readAllBytes(file), key(folder));
        boolean consistent =
            older.size() <= log.size()
                && log.consistency(older.size()).verifies(older.root(), log.checkpoint().root());
        if (!consistent) {
          refusals.add(file + " is not a beginning");
        }
      }
    } catch (CorruptLogException e) {
      refusals.add(String.valueOf(e.getMessage()));
    }
    return refusals;
  }

  private static void tamper(Path folder, OracleJson tampering) throws IOException {
    Path file = folder.resolve(tampering.text("file"));
    byte[] bytes = Files.readAllBytes(file);
    switch (tampering.text("kind")) {
      case "xor", "rewrite-entry" -> {
        bytes[(int) tampering.number("offset")] ^= (byte) tampering.number("mask");
        Files.write(file, bytes);
      }
      case "truncate" -> Files.write(file, Arrays.copyOf(bytes, (int) tampering.number("keep")));
      case "append" -> {
        byte[] more = HexFormat.of().parseHex(tampering.text("hex"));
        byte[] all = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, all, bytes.length, more.length);
        Files.write(file, all);
      }
      case "delete" -> Files.delete(file);
      case "old-root" -> {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(2, Files.readAllLines(folder.resolve("checkpoint.999")).get(2));
        Files.writeString(file, String.join("\n", lines) + "\n");
      }
      default -> throw new AssertionError(tampering);
    }
  }

  private LogReader write(List<byte[]> entries) throws IOException {
    SigningKey key = SigningKey.generate("roots.test", new SecureRandom());
    TransparencyLog.create(scratch, key, DurableFiles.onDisk());
    TransparencyLog log =
        TransparencyLog.open(scratch, key, DurableFiles.onDisk(), 0, (index, entry) -> {});
    log.append(entries);
    return log.reader();
  }

  private static VerifierKey key(Path folder) throws IOException {
    return VerifierKey.parse(Files.readString(folder.resolve("vkey")).strip());
  }

  private static List<Path> checkpoints(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith("checkpoint."))
          .toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.write(target, Files.readAllBytes(file));
        }
      }
    }
  }

  private static Hash hash(String base64) {
    return Hash.of(Base64.getDecoder().decode(base64));
  }
}
