package org.estover.jobs.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.estover.jobs.rows.EvidenceBytes;
import org.estover.jobs.rows.RowWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RowSearchTest {
  @TempDir Path folder;

  private void file(int input, String... kinds) throws IOException {
    try (RowWriter<EvidenceBytes> rows =
        RowWriter.create(EvidenceBytes.TYPE, folder.resolve(RowFile.name(input, 0)))) {
      for (String kind : kinds) {
        rows.write(new EvidenceBytes(kind.getBytes(UTF_8), kind, new byte[100]));
      }
      rows.commit();
    }
  }

  private List<Integer> holding(String kind) throws IOException {
    return RowSearch.holding(
            folder,
            EvidenceBytes.TYPE,
            row -> row.bytes().length == 0 && row.kind().equals(kind),
            "kind")
        .stream()
        .map(RowFile::index)
        .toList();
  }

  @Test
  void onlyFilesWithTheRowAreFoundByTheColumnsNamedInTheOrderOfTheirNames() throws IOException {
    file(0, "a", "b");
    file(1);
    file(2, "b", "b");
    file(3, "c");
    file(4, "a", "a", "b");
    assertThat(holding("b")).containsExactly(0, 2, 4);
    assertThat(holding("c")).containsExactly(3);
    assertThat(holding("d")).isEmpty();
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    file(0, "a");
    Files.write(folder.resolve(RowFile.name(1, 0)), new byte[100]);
    assertThatThrownBy(() -> holding("d"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(RowFile.name(1, 0));
  }
}
