package org.estover.crawl.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.DeflaterOutputStream;
import org.estover.crawl.read.git.GitReader;

/**
 * Reads a repository of three objects that are whatever a fuzzer says: a commit, a tree and a file,
 * each ended by a line of equals signs. JGit does not compare their names with their contents.
 */
public final class GitTarget {
  private static final String END = "\n===\n";
  private static final String[] TYPES = {"commit", "tree", "blob"};

  private GitTarget() {}

  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    String[] objects = new String(data, ISO_8859_1).split(END, 4);
    Path git = Scratch.folder();
    Files.createDirectories(git.resolve("refs"));
    Files.writeString(git.resolve("HEAD"), "1".repeat(40) + "\n");
    for (int i = 0; i < TYPES.length; i++) {
      String name = String.valueOf(i + 1);
      Path folder = Files.createDirectories(git.resolve("objects").resolve(name.repeat(2)));
      String content = i < objects.length ? objects[i] : "";
      Files.write(
          folder.resolve(name.repeat(38)),
          deflate(TYPES[i] + " " + content.length() + "\0" + content));
    }
    ReadDocuments.read(new GitReader(), git);
  }

  private static byte[] deflate(String object) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(object.getBytes(ISO_8859_1));
    }
    return out.toByteArray();
  }
}
