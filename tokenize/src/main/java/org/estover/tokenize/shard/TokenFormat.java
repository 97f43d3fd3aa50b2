package org.estover.tokenize.shard;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The formats of token files that we read and write, by the trainers that want them. */
public enum TokenFormat {
  /** Megatron's and GPT-NeoX's {@code .bin} and {@code .idx}; Pythia's preshuffled data too. */
  MEGATRON("megatron"),
  /** datatrove's {@code .ds}, which nanotron reads. */
  DATATROVE("datatrove"),
  /** OLMo's headerless {@code .npy}, which MaxText reads too. */
  OLMO("olmo"),
  /** MosaicML's folder of shards. */
  MDS("mds");

  private final String word;

  TokenFormat(String word) {
    this.word = word;
  }

  /** The word for people. */
  public String word() {
    return word;
  }

  /** Tells the format of what lies at a path, by names only; empty if it is none of them. */
  public static Optional<TokenFormat> of(Path path) {
    String name = String.valueOf(path.getFileName());
    if (Files.isDirectory(path)) {
      return Files.exists(path.resolve(MdsTarget.INDEX)) ? Optional.of(MDS) : Optional.empty();
    }
    if (name.endsWith(".ds")) {
      return Optional.of(DATATROVE);
    }
    if (name.endsWith(".npy")) {
      return Optional.of(OLMO);
    }
    return Files.exists(ShardFormat.idx(ShardFormat.prefix(path)))
        ? Optional.of(MEGATRON)
        : Optional.empty();
  }
}
