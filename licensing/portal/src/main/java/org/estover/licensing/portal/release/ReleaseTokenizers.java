package org.estover.licensing.portal.release;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.estover.licensing.portal.PortalSettings;
import org.estover.tokenize.bpe.Tokenizer;
import org.estover.tokenize.release.Release;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The tokenizers by which texts of releases are decoded: GPT-2's, and those whose files are in the
 * folder {@code tokenizers} of the portal's data. A release is decoded by the one of its digest
 * only; it holds no vocabulary itself. A file is read when a release first asks for one that is not
 * known. Thread-safe.
 */
@Component
public final class ReleaseTokenizers {
  /** Files beyond these are not looked at: a vocabulary takes tens of megabytes. */
  private static final int MOST = 16;

  private static final Logger LOG = LoggerFactory.getLogger(ReleaseTokenizers.class);

  private final Path folder;
  private final Map<String, Tokenizer> known = new HashMap<>();
  private final Set<Path> read = new HashSet<>();

  @Autowired
  ReleaseTokenizers(PortalSettings settings) {
    this(settings.data().resolve("tokenizers"));
  }

  ReleaseTokenizers(Path folder) {
    this.folder = folder;
  }

  /** The tokenizer that made a release, for decoding only; nothing where it is not at hand. */
  public Optional<Tokenizer> of(Release release) throws IOException {
    return of(release.content().tokenizer().digest());
  }

  synchronized Optional<Tokenizer> of(String digest) throws IOException {
    if (known.isEmpty()) {
      add(Tokenizer.gpt2());
    }
    if (!known.containsKey(digest)) {
      readNewFiles();
    }
    return Optional.ofNullable(known.get(digest));
  }

  private void readNewFiles() throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (read.size() < MOST && read.add(file)) {
          read(file);
        }
      }
    }
  }

  private void read(Path file) {
    try {
      Tokenizer loaded = Tokenizer.load(file);
      add(loaded);
      LOG.info("tokenizer={} of={}", file.getFileName(), folder);
    } catch (IOException e) {
      LOG.warn("tokenizer={} is not used: {}", file.getFileName(), e.getMessage());
    }
  }

  private void add(Tokenizer tokenizer) {
    known.putIfAbsent(HexFormat.of().formatHex(tokenizer.digest()), tokenizer);
  }
}
