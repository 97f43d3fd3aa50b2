package org.estover.dedupe.near.datatrove;

import com.dynatrace.hash4j.hashing.Hasher32;
import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hashes of a shingle's UTF-8 among which datatrove's settings choose. */
public enum ShingleHash {
  /** XXH64 with seed 0: datatrove's default. */
  XXH64(Long.SIZE) {
    @Override
    Function function() {
      Hasher64 hasher = Hashing.xxh64();
      return hasher::hashBytesToLong;
    }
  },

  /** XXH32 with seed 0. */
  XXH32(Integer.SIZE) {
    @Override
    Function function() {
      Hasher32 hasher = Hashing.xxh32();
      return (bytes, from, size) ->
          Integer.toUnsignedLong(hasher.hashBytesToInt(bytes, from, size));
    }
  },

  /** The first eight bytes of SHA-1, little-endian: FineWeb's setting. */
  SHA1_64(Long.SIZE) {
    @Override
    Function function() {
      Sha1 sha1 = new Sha1();
      return sha1::firstLong;
    }
  },

  /** The first four bytes of SHA-1, little-endian. */
  SHA1_32(Integer.SIZE) {
    @Override
    Function function() {
      Sha1 sha1 = new Sha1();
      return (bytes, from, size) -> sha1.firstLong(bytes, from, size) & 0xFFFF_FFFFL;
    }
  };

  private final int precision;

  ShingleHash(int precision) {
    this.precision = precision;
  }

  /** The bits of a hash and of a minimum, 64 or 32. */
  public int precision() {
    return precision;
  }

  /** A function for one thread. */
  abstract Function function();

  /** The hash of a range of bytes as an unsigned number. */
  interface Function {
    /** Hashes so many bytes. */
    long hash(byte[] bytes, int from, int size);
  }

  private static final class Sha1 {
    private static final VarHandle LONG =
        MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final MessageDigest digest;
    private final byte[] result = new byte[20];

    Sha1() {
      try {
        digest = MessageDigest.getInstance("SHA-1");
      } catch (NoSuchAlgorithmException e) {
        throw new AssertionError("every JDK has SHA-1", e);
      }
    }

    long firstLong(byte[] bytes, int from, int size) {
      digest.update(bytes, from, size);
      try {
        digest.digest(result, 0, result.length);
      } catch (DigestException e) {
        throw new AssertionError("the result has room for a digest", e);
      }
      return (long) LONG.get(result, 0);
    }
  }
}
