package org.estover.jobs.stage;

import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.estover.jobs.run.Fingerprint;
import org.estover.jobs.run.RunFolder;
import org.estover.jobs.run.RunPlan;
import org.estover.jobs.run.StageName;

/**
 * One stage of the corridor: reads the folders before its own, writes one, and says what its output
 * depends on.
 */
public interface Stage {
  /**
   * How the names of those algorithms begin that change no release by themselves: they shape what a
   * stage keeps for later questions, or what the release states in full, such as the verdict on
   * each document.
   */
  String BESIDE = "beside.";

  /** Which stage this is. */
  StageName name();

  /**
   * The versions of the algorithms that shape the output, by name, and digests of whatever else
   * does and is neither in the plan nor in an earlier folder.
   */
  SortedMap<String, String> algorithms(RunPlan plan, Workplace workplace) throws IOException;

  /** Whether the stage goes on from what a killed attempt has left in its temporary folder. */
  default boolean goesOn() {
    return false;
  }

  /**
   * Does the work into the stage's temporary folder, which is empty, unless the stage {@linkplain
   * #goesOn goes on}.
   */
  Sealed run(RunPlan plan, RunFolder folder, Workplace workplace) throws IOException;

  /**
   * Removes from the stage's committed folder what served to go on. Until the commit it must be
   * there, and a kill may come between; so this is done again where it was not.
   */
  default void tidy(RunFolder folder) throws IOException {}

  /** A digest of what the stage reads: for all but the first, what the stages before it wrote. */
  default String inputs(RunPlan plan, RunFolder folder) throws IOException {
    return folder.inputsDigest(name());
  }

  /** Everything the output depends on. */
  default Fingerprint fingerprint(RunPlan plan, RunFolder folder, Workplace workplace)
      throws IOException {
    return new Fingerprint(
        name(), plan.part(name()), inputs(plan, folder), algorithms(plan, workplace));
  }

  /** The versions given as name, version, name, version. */
  static SortedMap<String, String> versions(String... namesAndVersions) {
    SortedMap<String, String> versions = new TreeMap<>();
    for (int i = 0; i < namesAndVersions.length; i += 2) {
      versions.put(namesAndVersions[i], namesAndVersions[i + 1]);
    }
    return versions;
  }
}
