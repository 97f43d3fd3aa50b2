package org.estover.crawl.read;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/**
 * A question or an answer, as it lies in the files that are sorted.
 *
 * @param thread the question's id
 * @param answer whether it is an answer
 * @param accepted of a question the id of the answer that was accepted, or 0
 */
record Post(
    long thread,
    boolean answer,
    long id,
    int score,
    long accepted,
    long offset,
    String date,
    String title,
    String tags,
    String body) {

  /** A question before its answers, of which the best come first. */
  static final Comparator<Post> ORDER =
      Comparator.comparingLong(Post::thread)
          .thenComparing(Post::answer)
          .thenComparing(Comparator.comparingInt(Post::score).reversed())
          .thenComparingLong(Post::id);

  /** About how many bytes of memory it takes. */
  long size() {
    return 200 + 2L * (date.length() + title.length() + tags.length() + body.length());
  }

  void write(DataOutputStream out) throws IOException {
    out.writeLong(thread);
    out.writeBoolean(answer);
    out.writeLong(id);
    out.writeInt(score);
    out.writeLong(accepted);
    out.writeLong(offset);
    for (String text : new String[] {date, title, tags, body}) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(utf8.length);
      out.write(utf8);
    }
  }

  static Post read(DataInputStream in) throws IOException {
    return new Post(
        in.readLong(),
        in.readBoolean(),
        in.readLong(),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        text(in),
        text(in),
        text(in),
        text(in));
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
