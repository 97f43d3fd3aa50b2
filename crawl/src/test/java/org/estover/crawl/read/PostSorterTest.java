package org.estover.crawl.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PostSorterTest {
  private static List<Post> sorted(List<Post> posts, long runBytes) throws IOException {
    List<Post> sorted = new ArrayList<>();
    try (PostSorter sorter = new PostSorter(runBytes)) {
      for (Post post : posts) {
        sorter.add(post);
      }
      PostSorter.Posts all = sorter.sorted();
      for (Post post = all.next(); post != null; post = all.next()) {
        sorted.add(post);
      }
    }
    return sorted;
  }

  @Test
  void theOrderDoesNotDependOnTheMemory() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    List<Post> posts = new ArrayList<>();
    for (int id = 0; id < 3_000; id++) {
      String body = "x".repeat(random.nextInt(200)) + "é";
      posts.add(
          new Post(
              random.nextInt(500), id % 4 > 0, id, random.nextInt(9), 0, id, "d", "t", "", body));
    }
    List<Post> expected = new ArrayList<>(posts);
    expected.sort(Post.ORDER);
    assertThat(sorted(posts, Long.MAX_VALUE)).isEqualTo(expected);
    // One with a few files, and one with more than are open at once.
    assertThat(sorted(posts, 100_000)).isEqualTo(expected);
    assertThat(sorted(posts, 1_000)).isEqualTo(expected);
  }
}
