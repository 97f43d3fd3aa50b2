package org.estover.jobs.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes to whom a command answers. A reader that has seen enough and leaves, as {@code head} does,
 * is no fault: what it does not want is dropped. All other faults stay faults.
 */
final class StandardOutput extends FilterOutputStream {
  /**
   * What Linux calls it; a translated system has the reader's leaving reported like a full disk.
   */
  private static final String READER_LEFT = "Broken pipe";

  private boolean left;

  StandardOutput(OutputStream out) {
    super(out);
  }

  /** This process's own, in UTF-8. */
  static PrintStream ofProcess() {
    OutputStream file = new FileOutputStream(FileDescriptor.out);
    return new PrintStream(
        new BufferedOutputStream(new StandardOutput(file)), true, StandardCharsets.UTF_8);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    unlessLeft(() -> out.write(bytes, from, length));
  }

  @Override
  public void flush() throws IOException {
    unlessLeft(out::flush);
  }

  private void unlessLeft(Writing writing) throws IOException {
    if (left) {
      return;
    }
    try {
      writing.run();
    } catch (IOException e) {
      if (!READER_LEFT.equals(e.getMessage())) {
        throw e;
      }
      left = true;
    }
  }

  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }
}
