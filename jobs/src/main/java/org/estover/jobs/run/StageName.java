package org.estover.jobs.run;

import java.util.Arrays;
import java.util.List;

/** The stages that write a folder of a run, in the order the data travels. */
public enum StageName {
  CRAWL("01-crawl"),
  EXTRACT("02-extract"),
  FILTER("03-filter"),
  DEDUPE("04-dedupe"),
  TOKENIZE("05-tokenize"),
  SHARD("06-shard"),
  RELEASE("07-release");

  private final String folder;

  StageName(String folder) {
    this.folder = folder;
  }

  /** Name of the stage's folder inside the run folder, for example {@code 03-filter}. */
  public String folder() {
    return folder;
  }

  /** Word for people, for example {@code filter}. */
  public String word() {
    return folder.substring(3);
  }

  /** Stages before this one, in order; their folders are all that this stage may read. */
  public List<StageName> before() {
    return Arrays.stream(values()).filter(stage -> stage.compareTo(this) < 0).toList();
  }

  /** This stage and the ones after it, in order. */
  public List<StageName> fromHere() {
    return Arrays.stream(values()).filter(stage -> stage.compareTo(this) >= 0).toList();
  }
}
