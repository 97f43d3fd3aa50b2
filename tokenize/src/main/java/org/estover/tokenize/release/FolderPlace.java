package org.estover.tokenize.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A folder on this machine. */
record FolderPlace(Path folder) implements ReleasePlace {
  @Override
  public String name() {
    return folder.toString();
  }

  @Override
  public String nameOf(String file) {
    return folder.resolve(file).toString();
  }

  @Override
  public @Nullable BlockCache cache() {
    return null;
  }

  @Override
  public ByteSource open(String file, long size) throws IOException {
    FileSource source = FileSource.open(folder.resolve(file));
    if (source.size() != size) {
      source.close();
      throw Errors.wrongSize(source.name(), size, source.size());
    }
    return source;
  }

  @Override
  public Optional<ByteSource> find(String file, int head) throws IOException {
    Path path = folder.resolve(file);
    return Files.isRegularFile(path) ? Optional.of(FileSource.open(path)) : Optional.empty();
  }
}
