package org.estover.tokenize.shard;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Open token files of any format.
 *
 * @param files all that belong to them
 */
public record TokenFiles(TokenFormat format, List<Path> files, TokenItems items)
    implements Closeable {
  /** Copies the list. */
  public TokenFiles {
    files = List.copyOf(files);
  }

  /**
   * Opens what lies at a path: a prefix of {@code .bin} and {@code .idx}, or one of these, a {@code
   * .ds}, a {@code .npy}, or a folder of MDS; empty if it is none of them.
   *
   * @param compression what reads compressed MDS shards
   */
  public static Optional<TokenFiles> open(Path path, @Nullable MdsCompression compression)
      throws IOException {
    Optional<TokenFormat> format = TokenFormat.of(path);
    return format.isEmpty() ? Optional.empty() : Optional.of(open(format.get(), path, compression));
  }

  private static TokenFiles open(
      TokenFormat format, Path path, @Nullable MdsCompression compression) throws IOException {
    return switch (format) {
      case MEGATRON -> {
        IndexedDatasetReader reader = IndexedDatasetReader.open(ShardFormat.prefix(path));
        yield new TokenFiles(format, reader.files(), reader);
      }
      case DATATROVE -> {
        FlatTokensReader reader = FlatTokensReader.datatrove(path);
        yield new TokenFiles(format, reader.files(), reader);
      }
      case OLMO -> {
        FlatTokensReader reader = FlatTokensReader.olmo(path);
        yield new TokenFiles(format, reader.files(), reader);
      }
      case MDS -> {
        MdsReader reader = MdsReader.open(path, compression);
        yield new TokenFiles(format, reader.files(), reader);
      }
    };
  }

  @Override
  public void close() throws IOException {
    items.close();
  }
}
