package org.estover.ledger.log;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Lists the files of a folder whose files and folders are named by numbers in groups of three
 * digits, as those of tiles and of the vault.
 *
 * <p>Files are told from folders by their names, where those are of that form: asking the file
 * system about each of thousands would take longer than hashing them.
 */
public final class NumberedFiles {
  private final List<String> paths = new ArrayList<>();

  private NumberedFiles() {}

  /**
   * The paths of all files below a folder, which may be absent.
   *
   * @return the paths from that folder on, sorted; of files removed meanwhile some
   */
  public static List<String> below(Path folder) throws IOException {
    NumberedFiles files = new NumberedFiles();
    files.list(folder, "");
    Collections.sort(files.paths);
    return files.paths;
  }

  private void list(Path folder, String path) throws IOException {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      for (Path child : children) {
        String name = String.valueOf(child.getFileName());
        if (isFolder(child, name)) {
          list(child, path + name + "/");
        } else {
          paths.add(path + name);
        }
      }
    } catch (NoSuchFileException e) {
      // Not made yet, or a writer beside this reader has removed it.
      return;
    } catch (NotDirectoryException e) {
      paths.add(path.isEmpty() ? path : path.substring(0, path.length() - 1));
    }
  }

  private static boolean isFolder(Path child, String name) {
    if (name.length() == 3 && name.chars().allMatch(TilePath::isDigit)) {
      return false;
    }
    boolean ofTheFormat = name.endsWith(".p") || (name.length() == 4 && name.charAt(0) == 'x');
    return ofTheFormat || Files.isDirectory(child);
  }
}
