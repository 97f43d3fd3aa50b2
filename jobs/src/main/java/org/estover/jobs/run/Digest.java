package org.estover.jobs.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;

/** SHA-256 over length-prefixed UTF-8 strings, so that no two lists of strings run together. */
final class Digest {
  private final MessageDigest sha256;

  /** Starts a digest for one purpose; the purpose and its version are digested first. */
  Digest(String purpose) {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
    add(purpose);
  }

  /** The SHA-256 in hex of a file's bytes. */
  static String ofFile(Path file) throws IOException {
    MessageDigest sha256 = new Digest("").sha256;
    sha256.reset();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  Digest add(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    sha256.update(ByteBuffer.allocate(4).putInt(0, utf8.length));
    sha256.update(utf8);
    return this;
  }

  Digest add(SortedMap<String, String> entries) {
    add(Integer.toString(entries.size()));
    entries.forEach((key, value) -> add(key).add(value));
    return this;
  }

  /** Ends the digest. */
  String hex() {
    return HexFormat.of().formatHex(sha256.digest());
  }
}
