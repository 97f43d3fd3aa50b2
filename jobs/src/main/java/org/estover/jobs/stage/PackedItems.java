package org.estover.jobs.stage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.estover.dedupe.overlap.EvalItem;

/**
 * Evaluation items as bytes, to be carried to where documents are; texts as UTF-16, to the unit.
 */
final class PackedItems {
  private PackedItems() {}

  static byte[] pack(List<EvalItem> items) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(items.size());
      for (EvalItem item : items) {
        write(out, item.benchmark());
        write(out, item.id());
        write(out, item.context());
        write(out, item.question());
        out.writeInt(item.options().size());
        for (String option : item.options()) {
          write(out, option);
        }
        out.writeInt(item.answer());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static List<EvalItem> unpack(byte[] packed) throws IOException {
    List<EvalItem> items = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(packed))) {
      for (int left = in.readInt(); left > 0; left--) {
        String benchmark = read(in);
        String id = read(in);
        String context = read(in);
        String question = read(in);
        List<String> options = new ArrayList<>();
        for (int more = in.readInt(); more > 0; more--) {
          options.add(read(in));
        }
        items.add(new EvalItem(benchmark, id, context, question, options, in.readInt()));
      }
    }
    return items;
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    out.writeInt(text.length());
    out.writeChars(text);
  }

  private static String read(DataInputStream in) throws IOException {
    int length = in.readInt();
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(in.readChar());
    }
    return text.toString();
  }
}
