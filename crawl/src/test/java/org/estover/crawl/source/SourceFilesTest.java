package org.estover.crawl.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourceFilesTest {
  @TempDir private Path folder;

  @Test
  void globsFindFilesInOrderAndOnce() throws IOException {
    for (String name : List.of("b/2.jsonl", "b/1.jsonl", "a.jsonl", "b/c/3.jsonl", "b/x.txt")) {
      Path file = folder.resolve(name);
      Files.createDirectories(folder.resolve(name).resolveSibling("."));
      Files.writeString(file, "x");
    }
    assertThat(SourceFiles.find(List.of("b/*.jsonl", "b/1.jsonl"), folder))
        .extracting(SourceFile::name)
        .containsExactly("1.jsonl", "2.jsonl");
    assertThat(SourceFiles.find("b/**.jsonl", folder))
        .extracting(SourceFile::name)
        .containsExactly("1.jsonl", "2.jsonl", "c/3.jsonl");
    assertThat(SourceFiles.find("nowhere/*.jsonl", folder)).isEmpty();
    assertThat(SourceFiles.find("b", folder)).isEmpty();
  }
}
