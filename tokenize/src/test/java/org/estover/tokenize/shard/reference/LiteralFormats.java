package org.estover.tokenize.shard.reference;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What datatrove's {@code TokenizedFile}, streaming's {@code MDSWriter} and Pythia's {@code
 * shard_memmap.py} make of tokens, written after their statements, all in memory.
 */
public final class LiteralFormats {
  private LiteralFormats() {}

  /** {@code struct.pack("<%sH" or "<%sI", *tokens)} of all items. */
  public static byte[] tokens(List<int[]> items, int bytesPerToken) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    items.forEach(item -> file.writeBytes(packed(item, bytesPerToken)));
    return file.toByteArray();
  }

  private static byte[] packed(int[] tokens, int bytesPerToken) {
    ByteBuffer bytes =
        ByteBuffer.allocate(tokens.length * bytesPerToken).order(ByteOrder.LITTLE_ENDIAN);
    for (int token : tokens) {
      if (bytesPerToken == 2) {
        bytes.putShort((short) token);
      } else {
        bytes.putInt(token);
      }
    }
    return bytes.array();
  }

  /** The slices of a {@code .bin} by their names. */
  public static Map<String, byte[]> slices(String stem, byte[] bin, int sliceSize) {
    List<byte[]> parts = new ArrayList<>();
    for (int start = 0; start <= bin.length; start += sliceSize) {
      parts.add(Arrays.copyOfRange(bin, start, Math.min(start + sliceSize, bin.length)));
    }
    Map<String, byte[]> slices = new LinkedHashMap<>();
    for (byte[] part : parts) {
      slices.put(
          String.format(Locale.ROOT, "%s-%05d-of-%05d.bin", stem, slices.size(), parts.size() - 1),
          part);
    }
    return slices;
  }

  /** {@code struct.pack("<%sQ" % len(doc_ends), *doc_ends)}. */
  public static byte[] ends(List<int[]> items) {
    ByteBuffer bytes = ByteBuffer.allocate(items.size() * 8).order(ByteOrder.LITTLE_ENDIAN);
    long end = 0;
    for (int[] item : items) {
      end += item.length;
      bytes.putLong(end);
    }
    return bytes.array();
  }

  /** The lines that {@code write_document_indices} of OLMo-core packs. */
  public static String lines(List<int[]> items) {
    StringBuilder lines = new StringBuilder();
    long start = 0;
    for (int[] item : items) {
      lines.append(start).append(',').append(start + item.length).append('\n');
      start += item.length;
    }
    return lines.toString();
  }

  /** The files that {@code MDSWriter} with hashes ["sha256"] writes, by name. */
  public static Map<String, byte[]> mds(
      List<int[]> items, int bytesPerToken, int fixed, long sizeLimit) {
    String type = bytesPerToken == 2 ? "uint16" : "int32";
    String encoding = "ndarray:" + type + (fixed == 0 ? "" : ":" + fixed);
    String size = fixed == 0 ? "null" : "" + fixed * bytesPerToken;
    String before =
        "\"column_encodings\": [\""
            + encoding
            + "\"], \"column_names\": [\"tokens\"], \"column_sizes\": ["
            + size
            + "], \"compression\": null, \"format\": \"mds\", \"hashes\": [\"sha256\"], ";
    String after = "\"size_limit\": " + sizeLimit + ", \"version\": 2";
    byte[] config = ("{" + before + after + "}").getBytes(StandardCharsets.UTF_8);
    Map<String, byte[]> files = new LinkedHashMap<>();
    List<String> shards = new ArrayList<>();
    List<byte[]> newSamples = new ArrayList<>();
    long newShardSize = 4L + 4 + config.length;
    for (int[] item : items) {
      byte[] newSample = sample(item, bytesPerToken, fixed);
      long newSampleSize = newSample.length + 4L;
      // The one difference: the peer writes an empty shard before a sample that is too large.
      if (sizeLimit < newShardSize + newSampleSize && !newSamples.isEmpty()) {
        flush(newSamples, config, before, after, files, shards);
        newSamples.clear();
        newShardSize = 4L + 4 + config.length;
      }
      newSamples.add(newSample);
      newShardSize += newSampleSize;
    }
    if (!newSamples.isEmpty()) {
      flush(newSamples, config, before, after, files, shards);
    }
    String index = "{\"shards\": [" + String.join(", ", shards) + "], \"version\": 2}";
    files.put("index.json", index.getBytes(StandardCharsets.UTF_8));
    return files;
  }

  private static byte[] sample(int[] item, int bytesPerToken, int fixed) {
    byte[] values = packed(item, bytesPerToken);
    if (fixed > 0) {
      return values;
    }
    int shapeBytes = item.length < 256 ? 1 : item.length < 65536 ? 2 : 4;
    int shapeType = shapeBytes == 1 ? 0 : shapeBytes == 2 ? 1 : 2;
    ByteBuffer datum =
        ByteBuffer.allocate(1 + shapeBytes + values.length).order(ByteOrder.LITTLE_ENDIAN);
    datum.put((byte) (1 << 2 | shapeType));
    if (shapeBytes == 1) {
      datum.put((byte) item.length);
    } else if (shapeBytes == 2) {
      datum.putShort((short) item.length);
    } else {
      datum.putInt(item.length);
    }
    datum.put(values);
    return ByteBuffer.allocate(4 + datum.capacity())
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(datum.capacity())
        .put(datum.array())
        .array();
  }

  private static void flush(
      List<byte[]> samples,
      byte[] config,
      String before,
      String after,
      Map<String, byte[]> files,
      List<String> shards) {
    int offset = 4 + 4 * (samples.size() + 1) + config.length;
    int total = offset + samples.stream().mapToInt(sample -> sample.length).sum();
    ByteBuffer shard =
        ByteBuffer.allocate(total)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(samples.size())
            .putInt(offset);
    for (byte[] sample : samples) {
      offset += sample.length;
      shard.putInt(offset);
    }
    shard.put(config);
    samples.forEach(shard::put);
    String name = "shard." + String.valueOf(100_000 + shards.size()).substring(1) + ".mds";
    files.put(name, shard.array());
    shards.add(
        "{"
            + before
            + "\"raw_data\": {\"basename\": \""
            + name
            + "\", \"bytes\": "
            + total
            + ", \"hashes\": {\"sha256\": \""
            + sha256(shard.array())
            + "\"}}, \"samples\": "
            + samples.size()
            + ", "
            + after
            + ", \"zip_data\": null}");
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
