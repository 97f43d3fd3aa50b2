package org.estover.jobs.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.estover.licensing.terms.statement.Statement;
import org.estover.licensing.terms.statement.StatementHtml;
import org.estover.licensing.terms.statement.StatementSeal;
import org.estover.licensing.terms.statement.StatementTable;

/** Writes a statement's files, which have the same bytes each time. */
final class StatementFiles {
  private static final String JSON = ".json";
  private static final String NOTE = ".note";

  private StatementFiles() {}

  /** The name of the signed note beside a statement's JSON file. */
  static Path noteOf(Path json) {
    String name = json.getFileName().toString();
    String stem = name.endsWith(JSON) ? name.substring(0, name.length() - JSON.length()) : name;
    return json.resolveSibling(stem + NOTE);
  }

  /** Writes the files of a statement into a folder. */
  static List<Path> write(Path folder, Statement statement, byte[] note) throws IOException {
    return List.of(
        write(folder.resolve(statement.id() + JSON), StatementSeal.file(statement)),
        write(folder.resolve(statement.id() + NOTE), note),
        write(folder.resolve(statement.id() + ".html"), utf8(StatementHtml.of(statement))),
        write(folder.resolve(statement.id() + ".tsv"), utf8(StatementTable.of(statement))));
  }

  /** The bytes of a file that {@code --out} wrote. */
  static byte[] read(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw Errors.noSealedFile(file);
    }
  }

  /** A page or table as the bytes of its file. */
  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Writes a file in one step. */
  static Path write(Path file, byte[] bytes) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    Files.write(unfinished, bytes);
    return Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
