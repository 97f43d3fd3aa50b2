package org.estover.tokenize.shard.npy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands before the elements of a file: their type and shape, as a Python dictionary. */
final class NpyHeader {
  /** "\x93NUMPY", then major and minor version. */
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  static final int PREAMBLE_SIZE = 8;
  private static final int LONGEST_SHOWN = 200;
  private static final int ALIGNMENT = 64;

  /** numpy leaves room for the first length to grow to so many digits in place. */
  private static final int GROWTH_DIGITS = 21;

  private static final Pattern DESCRIPTOR = Pattern.compile("'descr': *'([^']*)'");
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order': *(True|False)");

  /** numpy has at most 64 dimensions; a pattern that repeats without end exhausts the stack. */
  private static final Pattern SHAPE =
      Pattern.compile("'shape': *\\(((?:[0-9]{1,18}, *){0,64}(?:[0-9]{1,18})?)\\)");

  private final NpyType type;
  private final long[] shape;
  private final long dataStart;

  private NpyHeader(NpyType type, long[] shape, long dataStart) {
    this.type = type;
    this.shape = shape;
    this.dataStart = dataStart;
  }

  NpyType type() {
    return type;
  }

  long[] shape() {
    return shape.clone();
  }

  /** The offset of the first element. */
  long dataStart() {
    return dataStart;
  }

  /** The number of elements that a shape has room for. */
  static long count(long... shape) {
    long count = 1;
    boolean empty = false;
    for (long length : shape) {
      if (length < 0) {
        throw Errors.negativeLength(length);
      }
      empty |= length == 0;
    }
    for (long length : shape) {
      count = empty ? 0 : Math.multiplyExact(count, length);
    }
    return count;
  }

  /** The bytes that numpy's {@code save} writes before the elements (version 1.0). */
  static byte[] bytes(NpyType type, long[] shape) {
    StringBuilder text = new StringBuilder("{'descr': '");
    text.append(type.descriptor()).append("', 'fortran_order': False, 'shape': (");
    for (int i = 0; i < shape.length; i++) {
      text.append(i == 0 ? "" : " ").append(shape[i]);
      text.append(i < shape.length - 1 || shape.length == 1 ? "," : "");
    }
    text.append("), }");
    if (shape.length > 0) {
      text.append(" ".repeat(GROWTH_DIGITS - Long.toString(shape[0]).length()));
    }
    int unpadded = PREAMBLE_SIZE + Short.BYTES + text.length() + 1;
    // One whole block more where nothing is missing, as numpy has it.
    text.append(" ".repeat(ALIGNMENT - unpadded % ALIGNMENT)).append('\n');
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.writeBytes(MAGIC);
    header.write(1);
    header.write(0);
    header.write(text.length());
    header.write(text.length() >>> 8);
    header.writeBytes(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    return header.toByteArray();
  }

  /** The bytes of the field that holds the text's length: 2 in version 1, 4 in later ones. */
  static int lengthSize(Path file, byte[] preamble) throws CorruptNpyException {
    int differs = Arrays.mismatch(MAGIC, Arrays.copyOf(preamble, MAGIC.length));
    if (differs >= 0) {
      throw Errors.foreign(file, differs, "the magic \\x93NUMPY", "other bytes");
    }
    int version = preamble[MAGIC.length];
    if (version < 1 || version > 3) {
      throw Errors.foreign(file, MAGIC.length, "version 1, 2 or 3", String.valueOf(version & 0xFF));
    }
    return version == 1 ? Short.BYTES : Integer.BYTES;
  }

  /** Reads the dictionary. */
  static NpyHeader parse(Path file, int textStart, String text) throws CorruptNpyException {
    String descriptor = field(file, textStart, text, DESCRIPTOR);
    NpyType type =
        NpyType.withDescriptor(descriptor)
            .orElseThrow(
                () ->
                    Errors.foreign(
                        file, textStart, "one of the types |u1 <u2 <i2 <u4 <i4 <i8", descriptor));
    if (field(file, textStart, text, FORTRAN).equals("True")) {
      throw Errors.foreign(file, textStart, "rows one after the other", "fortran_order: True");
    }
    String lengths = field(file, textStart, text, SHAPE).replace(" ", "");
    long[] shape =
        lengths.isEmpty()
            ? new long[0]
            : Pattern.compile(",").splitAsStream(lengths).mapToLong(Long::parseLong).toArray();
    return new NpyHeader(type, shape, textStart + text.length());
  }

  private static String field(Path file, int at, String text, Pattern pattern)
      throws CorruptNpyException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      String found = text.strip();
      throw Errors.corrupt(
          file,
          at,
          pattern.pattern(),
          found.length() > LONGEST_SHOWN ? found.substring(0, LONGEST_SHOWN) + "..." : found);
    }
    return matcher.group(1);
  }
}
