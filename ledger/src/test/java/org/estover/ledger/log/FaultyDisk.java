package org.estover.ledger.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/** A disk on which the step of a given number fails, half done where a step can be half done. */
public final class FaultyDisk implements FileOperations {

  private final int failing;
  private int steps;

  private FaultyDisk(int failing) {
    this.failing = failing;
  }

  /** Files on a disk whose step of that number, from 0, fails. */
  public static DurableFiles failingAt(int step) {
    return new DurableFiles(new FaultyDisk(step));
  }

  private boolean fails() {
    return steps++ == failing;
  }

  private static IOException fault(String what) {
    return new IOException("injected fault: " + what);
  }

  @Override
  public FileChannel create(Path file, boolean secret) throws IOException {
    if (fails()) {
      throw fault("create " + file.getFileName());
    }
    return FileOperations.super.create(file, secret);
  }

  @Override
  public FileChannel open(Path file, boolean secret) throws IOException {
    if (fails()) {
      throw fault("open " + file.getFileName());
    }
    return FileOperations.super.open(file, secret);
  }

  @Override
  public void truncate(FileChannel channel, long size) throws IOException {
    if (fails()) {
      throw fault("truncate");
    }
    FileOperations.super.truncate(channel, size);
  }

  @Override
  public void write(FileChannel channel, byte[] bytes) throws IOException {
    if (fails()) {
      FileOperations.super.write(channel, Arrays.copyOf(bytes, bytes.length / 2));
      throw fault("write");
    }
    FileOperations.super.write(channel, bytes);
  }

  @Override
  public void sync(FileChannel channel) throws IOException {
    if (fails()) {
      throw fault("sync");
    }
    FileOperations.super.sync(channel);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    if (fails()) {
      throw fault("rename " + to.getFileName());
    }
    FileOperations.super.rename(from, to);
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    if (fails()) {
      throw fault("sync folder " + folder.getFileName());
    }
    FileOperations.super.syncFolder(folder);
  }

  @Override
  public void createFolder(Path folder, boolean secret) throws IOException {
    if (fails()) {
      throw fault("create folder " + folder.getFileName());
    }
    FileOperations.super.createFolder(folder, secret);
  }

  @Override
  public void delete(Path file) throws IOException {
    if (fails()) {
      throw fault("delete " + file.getFileName());
    }
    FileOperations.super.delete(file);
  }
}
