package org.estover.tokenize.shard;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** A compression that every JDK has; no trainer reads it. */
final class Deflated implements MdsCompression {
  @Override
  public String name() {
    return "zz";
  }

  @Override
  public String extension() {
    return "zz";
  }

  @Override
  public byte[] compress(byte[] shard) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      out.write(shard);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public byte[] decompress(byte[] compressed, int size) throws IOException {
    byte[] shard = new InflaterInputStream(new ByteArrayInputStream(compressed)).readAllBytes();
    if (shard.length != size) {
      throw new IOException(shard.length + " bytes");
    }
    return shard;
  }
}
