package org.estover.crawl.read;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.estover.crawl.source.Aside;
import org.estover.crawl.source.ReadLimits;
import org.jspecify.annotations.Nullable;

/** Makes documents of posts that come in the order of their threads. */
final class PostThreads {
  private static final String BETWEEN = "\n\n";

  private final String site;
  private final String file;
  private final int minScore;
  private final int maxAnswers;
  private final ReadLimits limits;
  private final ReadSink sink;
  private @Nullable Post question;
  private final List<Post> answers = new ArrayList<>();

  PostThreads(
      String site, String file, int minScore, int maxAnswers, ReadLimits limits, ReadSink sink) {
    this.site = site;
    this.file = file;
    this.minScore = minScore;
    this.maxAnswers = maxAnswers;
    this.limits = limits;
    this.sink = sink;
  }

  void read(PostSorter.Posts posts) throws IOException {
    for (Post post = posts.next(); post != null; post = posts.next()) {
      if (!post.answer()) {
        end();
        question = post;
      } else if (question == null || question.thread() != post.thread()) {
        sink.skipped("answer-without-question");
      } else if (post.score() < minScore) {
        sink.skipped("answer-below-score");
      } else if (answers.size() == maxAnswers) {
        sink.skipped("answer-beyond-best");
      } else {
        answers.add(post);
      }
    }
    end();
  }

  private void end() throws IOException {
    Post asked = question;
    if (asked == null) {
      return;
    }
    deliver(asked);
    question = null;
    answers.clear();
  }

  private void deliver(Post asked) throws IOException {
    String url = site.isEmpty() ? "" : "https://" + site + "/questions/" + asked.id();
    StringBuilder text = new StringBuilder(PostBody.text(asked.body()));
    if (text.toString().isBlank()) {
      sink.aside(new Aside(file, asked.offset(), "no-text", "", url));
      return;
    }
    String title = PostBody.line(asked.title());
    String tags = tags(asked.tags());
    text.insert(0, "Q:" + BETWEEN + (title.isEmpty() ? "" : title + BETWEEN));
    if (!tags.isEmpty()) {
      text.append(BETWEEN).append("Tags: ").append(tags);
    }
    for (Post answer : answers) {
      text.append(BETWEEN).append("A:").append(BETWEEN).append(PostBody.text(answer.body()));
    }
    if (text.length() > limits.maxDocument()) {
      sink.aside(new Aside(file, asked.offset(), "record-too-long", "", url));
      return;
    }
    sink.document(
        new ReadDocument(
            Long.toString(asked.id()),
            url,
            title,
            text.toString(),
            "",
            license(asked),
            site.isEmpty() ? "" : site + " contributors",
            instant(asked.date()),
            file,
            asked.offset()));
  }

  /** A document is under the licenses of all its posts, which follow from their dates. */
  private String license(Post asked) {
    List<Post> posts = new ArrayList<>(answers);
    posts.add(asked);
    return posts.stream()
        .map(post -> license(post.date()))
        .filter(license -> !license.isEmpty())
        .distinct()
        .sorted()
        .collect(Collectors.joining(" AND "));
  }

  /** What the network's terms say: 2.5 up to 7 April 2011, 4.0 from 2 May 2018 on. */
  private static String license(String date) {
    if (!date.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}.*")) {
      return "";
    }
    String day = date.substring(0, 10);
    if (day.compareTo("2011-04-08") < 0) {
      return "CC-BY-SA-2.5";
    }
    return day.compareTo("2018-05-02") < 0 ? "CC-BY-SA-3.0" : "CC-BY-SA-4.0";
  }

  /** Both ways in which dumps write them: {@code <a><b>} and {@code |a|b|}. */
  private static String tags(String written) {
    return Arrays.stream(written.split("[<>|]+", -1))
        .map(String::strip)
        .filter(tag -> !tag.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String instant(String date) {
    try {
      return LocalDateTime.parse(date).toInstant(ZoneOffset.UTC).toString();
    } catch (DateTimeException e) {
      return "";
    }
  }
}
