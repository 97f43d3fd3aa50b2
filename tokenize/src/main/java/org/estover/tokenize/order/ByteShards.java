package org.estover.tokenize.order;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.estover.tokenize.shard.Slices;

/**
 * Cuts a {@code .bin} into Pythia's slices and joins them again; {@link Slices} has their quirks.
 */
public final class ByteShards {
  private ByteShards() {}

  /**
   * Cuts a file as shard_memmap.py does.
   *
   * @return the shards in order
   */
  public static List<Path> cut(Path bin, Path folder, long shardSize) throws IOException {
    if (shardSize <= 0) {
      throw new IllegalArgumentException("shards of " + shardSize + " bytes");
    }
    List<Path> shards = new ArrayList<>();
    try (FileChannel from = FileChannel.open(bin, StandardOpenOption.READ)) {
      long size = from.size();
      long start = 0;
      Path whole = folder.resolve(String.valueOf(bin.getFileName()));
      for (Path shard : Slices.of(whole, size, shardSize).files()) {
        copy(from, start, Math.min(shardSize, size - start), shard);
        shards.add(shard);
        start += shardSize;
      }
    }
    return shards;
  }

  /**
   * Joins shards as unshard_memmap.py does.
   *
   * @param first the shard with number 0, whose name says how many there are
   * @param bin the file to make
   * @throws OrderException if one is missing
   */
  public static void join(Path first, Path bin) throws IOException {
    List<Path> shards = shards(first);
    Path unfinished = bin.resolveSibling(bin.getFileName() + ".tmp");
    try (FileChannel to = open(unfinished)) {
      for (Path shard : shards) {
        try (FileChannel from = FileChannel.open(shard, StandardOpenOption.READ)) {
          transfer(from, 0, from.size(), to);
        } catch (NoSuchFileException e) {
          throw Errors.shardMissing(shard);
        }
      }
      to.force(true);
      move(unfinished, bin);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** The shards that belong to the first one, by its name. */
  private static List<Path> shards(Path first) throws OrderException {
    String name = String.valueOf(first.getFileName());
    int at = name.lastIndexOf("-00000-of-");
    String number = at < 0 ? "" : name.substring(at + 10).replace(".bin", "");
    if (!number.matches("[0-9]{5,9}") || !name.endsWith(".bin")) {
      throw Errors.noFirstShard(first);
    }
    long last = Long.parseLong(number);
    List<Path> shards = new ArrayList<>();
    for (long i = 0; i <= last; i++) {
      shards.add(first.resolveSibling(Slices.name(name.substring(0, at), i, last)));
    }
    return shards;
  }

  private static void copy(FileChannel from, long start, long size, Path file) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    try (FileChannel to = open(unfinished)) {
      transfer(from, start, size, to);
      to.force(true);
      move(unfinished, file);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  private static void transfer(FileChannel from, long start, long size, FileChannel to)
      throws IOException {
    long done = 0;
    while (done < size) {
      long part = from.transferTo(start + done, size - done, to);
      if (part <= 0) {
        throw new IOException("a file became shorter while it was copied; do it again");
      }
      done += part;
    }
  }
}
