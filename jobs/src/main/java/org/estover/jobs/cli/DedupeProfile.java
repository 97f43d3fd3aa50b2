package org.estover.jobs.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** The set of rules by which a {@code dedupe} command works. */
final class DedupeProfile {
  static final String DEFAULT = "default";
  static final String DATATROVE = "datatrove";
  private static final String PILE = "pile";

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      defaultValue = DEFAULT,
      description = "Rules of our own (default), or those of a peer where the command has them.")
  private String profile = DEFAULT;

  /** The profile, which must be one of those that a command has. */
  String oneOf(String command, String... profiles) throws UsageException {
    List<String> known = List.of(profiles);
    if (!known.contains(profile)) {
      throw profile.equals(PILE)
          ? Errors.profileOfOverlap(command, known)
          : Errors.noProfile(command, profile, known);
    }
    return profile;
  }
}
