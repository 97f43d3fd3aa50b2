package org.estover.crawl.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a jar of stored and deflated entries gives, whichever of its bytes is damaged. */
final class DamagedArchiveTest {
  /** All bits of every byte; otherwise one seeded bit of every byte. */
  private static final boolean FULL = Boolean.getBoolean("full");

  private static final Map<String, String> TEXTS =
      new TreeMap<>(
          Map.of(
              "a/Stored.java", "class Stored { String text = \"kept as it is\"; }",
              "a/Deflated.java",
                  "class Deflated { String text = \"" + "deflate ".repeat(30) + "\"; }",
              "b/last.txt", "the last text, stored",
              "b/more.txt", "more and more and more and more of it, deflated"));

  @TempDir private Path folder;

  private static byte[] jar() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> each : TEXTS.entrySet()) {
        byte[] bytes = each.getValue().getBytes(UTF_8);
        ZipEntry entry = new ZipEntry(each.getKey());
        if (each.getValue().contains("tored")) {
          CRC32 crc = new CRC32();
          crc.update(bytes);
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(bytes.length);
          entry.setCrc(crc.getValue());
        }
        if (each.getKey().startsWith("b/")) {
          entry.setComment("a comment");
        }
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }

  private Collected read(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("a.jar"), bytes);
    ArchiveSource source =
        new ArchiveSource(TestComponent.named("code"), List.of(), List.of(), List.of(), List.of());
    Collected collected = new Collected();
    SourceReader.read(source, file, "a.jar", ReadLimits.DEFAULT, collected);
    return collected;
  }

  private static int find(byte[] bytes, String text) {
    return new String(bytes, ISO_8859_1).indexOf(text);
  }

  @Test
  void noFlippedByteCrashesOrChangesATextSilently() throws IOException {
    byte[] whole = jar();
    assertThat(read(whole).texts()).containsExactlyElementsOf(TEXTS.values());
    assertThat(read(whole).asides).isEmpty();
    SplittableRandom random = new SplittableRandom(20261121);
    int noticed = 0;
    for (int at = 0; at < whole.length; at++) {
      int only = random.nextInt(8);
      for (int bit = 0; bit < 8; bit++) {
        if (FULL || bit == only) {
          noticed += flip(whole, at, 1 << bit) ? 1 : 0;
        }
      }
    }
    assertThat(noticed).isGreaterThan(whole.length / 3);
  }

  /** Whether the damage was noticed. */
  private boolean flip(byte[] whole, int at, int mask) throws IOException {
    byte[] bytes = whole.clone();
    bytes[at] ^= (byte) mask;
    Collected found = read(bytes);
    String where = "byte " + at + " ^ " + mask;
    assertThat(TEXTS.values()).as(where).containsAll(found.texts());
    if (found.asides.isEmpty()) {
      assertThat(found.items.size() + found.skipped.size()).as(where).isEqualTo(TEXTS.size());
    }
    return !found.asides.isEmpty();
  }

  @Test
  void anEntryThatBreaksOffInAnArchiveWithoutDirectoryEndsOnlyThatArchive() throws IOException {
    byte[] whole = jar();
    int directory = find(whole, "PK\u0001\u0002");
    SplittableRandom random = new SplittableRandom(7);
    int ended = 0;
    for (int round = 0; round < 400; round++) {
      byte[] bytes = Arrays.copyOf(whole, directory);
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Collected found = read(bytes);
      assertThat(TEXTS.values()).containsAll(found.texts());
      assertThat(found.asides).isNotEmpty();
      ended += found.reasons().contains("zip-corrupt") ? 1 : 0;
    }
    assertThat(ended).isPositive();
  }

  @Test
  void aChangedStoredEntryIsPutAside() throws IOException {
    byte[] bytes = jar();
    bytes[find(bytes, "kept as it is")] ^= 1;
    Collected found = read(bytes);
    assertThat(found.reasons()).containsExactly("zip-corrupt");
    assertThat(found.asides.get(0).excerpt()).isEqualTo("a/Stored.java");
    assertThat(found.items).hasSize(TEXTS.size() - 1);
  }

  @Test
  void aDamagedCommentLengthLosesNothing() throws IOException {
    byte[] bytes = jar();
    bytes[bytes.length - 2] ^= 1;
    Collected found = read(bytes);
    assertThat(found.texts()).containsExactlyElementsOf(TEXTS.values());
    assertThat(found.asides).hasSize(1);
  }

  @Test
  void aDamagedCommentOfAnEntryLosesNothing() throws IOException {
    byte[] bytes = jar();
    bytes[find(bytes, "a comment")] = (byte) 0xff;
    Collected found = read(bytes);
    assertThat(TEXTS.values()).containsAll(found.texts());
    assertThat(found.items.size() + found.asides.size()).isGreaterThanOrEqualTo(TEXTS.size());
  }

  @Test
  void anImpossibleCountOfEntriesIsNoCrash() throws IOException {
    byte[] bytes = jar();
    int end = find(bytes, "PK\5\6");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, end);
    ByteBuffer tail = ByteBuffer.allocate(56 + 20 + 22).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer old = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    tail.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45);
    tail.putInt(0).putInt(0).putLong(0x2aaaaaaaL).putLong(0x2aaaaaaaL);
    tail.putLong(old.getInt(end + 12)).putLong(old.getInt(end + 16));
    tail.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
    tail.putInt(0x06054b50).putInt(0).putShort((short) 0xffff).putShort((short) 0xffff);
    tail.putInt(-1).putInt(-1).putShort((short) 0);
    out.writeBytes(tail.array());
    Collected found = read(out.toByteArray());
    assertThat(found.texts()).containsExactlyElementsOf(TEXTS.values());
  }
}
