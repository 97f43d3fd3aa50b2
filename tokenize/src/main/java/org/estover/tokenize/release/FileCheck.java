package org.estover.tokenize.release;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The check of one file and its sidecar, in one reading of both: CRC-32C locates damage, SHA-256
 * decides whether there is any.
 */
final class FileCheck {
  private final Path folder;
  private final Findings findings;
  private final byte[] block = new byte[BlockSums.BLOCK_SIZE];

  FileCheck(Path folder, Findings findings) {
    this.folder = folder;
    this.findings = findings;
  }

  /** Checks a file that a manifest names; tells whether it is intact. */
  boolean check(ReleasedFile expected) throws IOException {
    int before = findings.size();
    if (areThere(expected.name())) {
      Path file = folder.resolve(expected.name());
      Path sidecar = BlockSums.sidecar(file);
      if (hasSize(file, expected.size())
          && hasSize(sidecar, BlockSums.sidecarSize(expected.size()))) {
        compare(file, sidecar, expected.size(), expected.sha256(), expected.sumsSha256());
      }
    }
    return findings.size() == before;
  }

  /** Checks a file of which only its sidecar knows size and digest. */
  boolean checkBySums(String name) throws IOException {
    int before = findings.size();
    if (areThere(name)) {
      Path file = folder.resolve(name);
      Path sidecar = BlockSums.sidecar(file);
      byte[] firstPage = firstPage(sidecar);
      if (firstPage.length > 0) {
        long size = BlockSums.fileSizeOf(firstPage);
        if (hasSize(file, size) && hasSize(sidecar, BlockSums.sidecarSize(size))) {
          compare(file, sidecar, size, BlockSums.sha256Of(firstPage), "");
        }
      }
    }
    return findings.size() == before;
  }

  private byte[] firstPage(Path sidecar) throws IOException {
    long size = Math.min(Files.size(sidecar), BlockSums.BLOCK_SIZE);
    byte[] page = new byte[(int) size];
    try (FileChannel channel = FileChannel.open(sidecar, StandardOpenOption.READ)) {
      Disk.read(channel, sidecar, 0, page, page.length);
    }
    int least = BlockSums.HEADER_SIZE + Integer.BYTES;
    String problem =
        page.length < least
            ? "expected at least " + least + " bytes, found " + page.length
            : BlockSums.problemOf(page, 0, BlockSums.fileSizeOf(page));
    if (!problem.isEmpty()) {
      damaged(sidecar, 0, problem);
      return new byte[0];
    }
    return page;
  }

  private boolean areThere(String name) {
    boolean both = true;
    for (String wanted : new String[] {name, BlockSums.sidecarName(name)}) {
      if (!Files.isRegularFile(folder.resolve(wanted))) {
        findings.add(new Finding.MissingFile(wanted));
        both = false;
      }
    }
    return both;
  }

  private boolean hasSize(Path file, long expected) throws IOException {
    long found = Files.size(file);
    if (found != expected) {
      damaged(
          file,
          Math.min(found, expected) / BlockSums.BLOCK_SIZE,
          "expected " + expected + " bytes, found " + found + ": the first difference is");
    }
    return found == expected;
  }

  private void compare(Path file, Path sidecar, long size, String sha256, String sumsSha256)
      throws IOException {
    MessageDigest digest = Digests.sha256();
    MessageDigest sumsDigest = Digests.sha256();
    boolean sumsIntact = true;
    boolean located = false;
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ);
        FileChannel sums = FileChannel.open(sidecar, StandardOpenOption.READ)) {
      for (long number = 0; number < BlockSums.pageCount(size); number++) {
        byte[] page = new byte[BlockSums.pageSize(size, number)];
        Disk.read(sums, sidecar, number * BlockSums.BLOCK_SIZE, page, page.length);
        sumsDigest.update(page);
        String problem = BlockSums.problemOf(page, number, size);
        if (!problem.isEmpty()) {
          damaged(sidecar, number, problem);
          sumsIntact = false;
        }
        byte[] intactSums = problem.isEmpty() ? page : new byte[0];
        located |= !blocks(in, file, size, number, intactSums, digest);
        if (findings.isFull()) {
          return;
        }
      }
    }
    if (sumsIntact && !sumsSha256.isEmpty()) {
      requireDigest(sidecar, sumsDigest, sumsSha256);
    }
    if (!located) {
      requireDigest(file, digest, sha256);
    }
  }

  private boolean blocks(
      FileChannel in, Path file, long size, long page, byte[] sums, MessageDigest digest)
      throws IOException {
    boolean intact = true;
    long first = page * BlockSums.SUMS_PER_PAGE;
    for (int i = 0; i < BlockSums.sumsOnPage(size, page); i++) {
      long at = (first + i) * BlockSums.BLOCK_SIZE;
      int length = (int) Math.min(BlockSums.BLOCK_SIZE, size - at);
      Disk.read(in, file, at, block, length);
      digest.update(block, 0, length);
      if (sums.length > 0 && BlockSums.sum(block, 0, length) != BlockSums.sumAt(sums, i)) {
        damaged(file, first + i, "checksum mismatch");
        intact = false;
      }
    }
    return intact;
  }

  private void requireDigest(Path file, MessageDigest digest, String expected) {
    String found = HexFormat.of().formatHex(digest.digest());
    if (!found.equals(expected)) {
      findings.add(
          new Finding.Contradiction(
              name(file), "expected SHA-256 " + expected + ", found " + found));
    }
  }

  private void damaged(Path file, long number, String problem) {
    findings.add(new Finding.DamagedBlock(name(file), number, problem));
  }

  private String name(Path file) {
    return folder.relativize(file).toString();
  }
}
