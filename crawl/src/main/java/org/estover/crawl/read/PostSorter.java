package org.estover.crawl.read;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Brings posts into the order of their threads, in bounded memory: as many as fit are sorted and
 * written to a temporary file, and the files are merged as they are read. More files than can be
 * open at once are merged into one first.
 */
final class PostSorter implements Closeable {
  /** What posts take in memory before they are written. */
  static final long RUN_BYTES = 24L << 20;

  private static final int MAX_RUNS = 200;

  private final List<Post> posts = new ArrayList<>();
  private final List<Path> runs = new ArrayList<>();
  private final List<Run> open = new ArrayList<>();
  private final long runBytes;
  private long bytes;

  PostSorter() {
    this(RUN_BYTES);
  }

  PostSorter(long runBytes) {
    this.runBytes = runBytes;
  }

  /** Posts one after the other. */
  interface Posts {
    /** The next post, null after the last. */
    @Nullable Post next() throws IOException;
  }

  void add(Post post) throws IOException {
    posts.add(post);
    bytes += post.size();
    if (bytes > runBytes) {
      spill();
    }
  }

  private void spill() throws IOException {
    posts.sort(Post.ORDER);
    Path run = create();
    try (DataOutputStream out = writer(run)) {
      for (Post post : posts) {
        post.write(out);
      }
    }
    posts.clear();
    bytes = 0;
    if (runs.size() == MAX_RUNS) {
      merge();
    }
  }

  private Path create() throws IOException {
    Path run = Files.createTempFile("estover-posts", ".run");
    runs.add(run);
    return run;
  }

  private static DataOutputStream writer(Path run) throws IOException {
    return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(run), 1 << 16));
  }

  private void merge() throws IOException {
    Posts merged = mergeOf(List.copyOf(runs));
    List<Path> done = List.copyOf(runs);
    try (DataOutputStream out = writer(create())) {
      for (Post post = merged.next(); post != null; post = merged.next()) {
        post.write(out);
      }
    }
    closeRuns();
    for (Path run : done) {
      Files.delete(run);
    }
    runs.removeAll(done);
  }

  /** Returns all posts in order; none may be added afterwards. */
  Posts sorted() throws IOException {
    if (runs.isEmpty()) {
      posts.sort(Post.ORDER);
      return new Posts() {
        private int next;

        @Override
        public @Nullable Post next() {
          return next < posts.size() ? posts.get(next++) : null;
        }
      };
    }
    if (!posts.isEmpty()) {
      spill();
    }
    return mergeOf(runs);
  }

  private Posts mergeOf(List<Path> files) throws IOException {
    PriorityQueue<Run> queue =
        new PriorityQueue<>(Comparator.comparing((Run run) -> run.head(), Post.ORDER));
    for (Path file : files) {
      Run run = new Run(file);
      open.add(run);
      if (run.advance()) {
        queue.add(run);
      }
    }
    return () -> {
      Run first = queue.poll();
      if (first == null) {
        return null;
      }
      Post post = first.head();
      if (first.advance()) {
        queue.add(first);
      }
      return post;
    };
  }

  private void closeRuns() throws IOException {
    for (Run run : open) {
      run.in.close();
    }
    open.clear();
  }

  @Override
  public void close() throws IOException {
    closeRuns();
    for (Path run : runs) {
      Files.deleteIfExists(run);
    }
  }

  /** One sorted file, by the post that is read next. */
  private static final class Run {
    private final DataInputStream in;
    private @Nullable Post head;

    Run(Path file) throws IOException {
      in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 14));
    }

    Post head() {
      return Objects.requireNonNull(head);
    }

    boolean advance() throws IOException {
      // A file's stream and its buffer together say whether there is more.
      if (in.available() == 0) {
        head = null;
        return false;
      }
      head = Post.read(in);
      return true;
    }
  }
}
