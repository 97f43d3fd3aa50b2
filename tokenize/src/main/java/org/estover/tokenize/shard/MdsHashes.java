package org.estover.tokenize.shard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** The digests that an MDS index states of its files. */
final class MdsHashes {
  /** The one we write, by streaming's name. */
  static final String OURS = "sha256";

  /** Those that every JDK has; streaming knows more, which we pass over. */
  private static final Map<String, String> KNOWN =
      Map.of("md5", "MD5", "sha1", "SHA-1", OURS, "SHA-256");

  private MdsHashes() {}

  static String ofOurs(byte[] bytes) {
    return HexFormat.of().formatHex(start("SHA-256").digest(bytes));
  }

  /** Receives the bytes of a file, all of them and in order. */
  interface Bytes {
    /** Hands the bytes to a sink. */
    void to(TokenItems.TokenSink sink) throws IOException;
  }

  /** What is wrong with a file: its digest; empty if all digests that we know are right. */
  static Optional<String> mismatch(Map<String, String> stated, Bytes bytes) throws IOException {
    for (Map.Entry<String, String> hash : stated.entrySet()) {
      String name = KNOWN.get(hash.getKey());
      if (name != null) {
        MessageDigest digest = start(name);
        bytes.to((part, from, size) -> digest.update(ByteBuffer.wrap(part, from, size)));
        String found = HexFormat.of().formatHex(digest.digest());
        if (!found.equals(hash.getValue())) {
          return Optional.of(hash.getKey() + " " + found);
        }
      }
    }
    return Optional.empty();
  }

  private static MessageDigest start(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has " + name, e);
    }
  }
}
