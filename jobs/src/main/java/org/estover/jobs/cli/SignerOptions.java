package org.estover.jobs.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.estover.ledger.log.OpenedNote;
import org.estover.ledger.log.VerifierKey;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** By whose keys something signed is checked; the same for every command that checks it. */
final class SignerOptions {

  @Mixin private final LogKeyOption log = new LogKeyOption();

  @Option(
      names = "--witness-key",
      paramLabel = "KEY",
      description =
          "Public key of a witness, or a file with it, whose cosignature is checked; repeat for each.")
  private List<String> witnesses = new ArrayList<>();

  @Option(
      names = "--quorum",
      paramLabel = "N",
      defaultValue = "0",
      description = "Witnesses that must have cosigned (default: ${DEFAULT-VALUE}).")
  private int quorum;

  /** The key that must have signed. */
  VerifierKey signer(Surroundings around) throws UsageException {
    return log.key(around);
  }

  /** The keys whose cosignatures are checked. */
  List<VerifierKey> witnesses(Surroundings around) throws UsageException {
    List<VerifierKey> keys = new ArrayList<>();
    for (String witness : witnesses) {
      VerifierKey parsed = LogKeyOption.parse(around, witness);
      if (!parsed.isWitness()) {
        throw Errors.notAWitness(parsed.name());
      }
      keys.add(parsed);
    }
    if (quorum < 0 || quorum > keys.size()) {
      throw Errors.badQuorum(quorum, keys.size());
    }
    return keys;
  }

  /** What is wrong with who signed; empty where enough witnesses did. */
  String missing(OpenedNote note) {
    return note.cosignatures() >= quorum
        ? ""
        : note.cosignatures() + " of " + quorum + " cosignatures that are asked for";
  }

  /** Answers what is wrong with a file, for people with the verdict and the cure. */
  static int found(Context context, Path file, String verdict, String finding) {
    Surroundings around = context.around();
    context.answer(
        around.shown(around.path(file)) + ": " + verdict, Map.of("findings", List.of(finding)));
    return ExitCode.FOUND;
  }

  /** What others wrote, indented, so that none of it looks like a line of this program. */
  static String said(String text) {
    return text.strip().indent(2);
  }

  /** One line for each key that signed. */
  static String lines(OpenedNote note) {
    StringBuilder lines = new StringBuilder();
    for (OpenedNote.Signer signer : note.signers()) {
      String at = signer.posixSeconds();
      lines.append(at.isEmpty() ? "signed by " : "cosigned by ").append(signer.key().name());
      lines.append(at.isEmpty() ? "\n" : " at POSIX second " + at + "\n");
    }
    return lines.toString();
  }

  /** The same as data. */
  static List<Map<String, String>> data(OpenedNote note) {
    List<Map<String, String>> signers = new ArrayList<>();
    for (OpenedNote.Signer signer : note.signers()) {
      Map<String, String> each = new LinkedHashMap<>();
      each.put("name", signer.key().name());
      each.put("key", signer.key().toString());
      each.put("posixSeconds", signer.posixSeconds());
      signers.add(each);
    }
    return signers;
  }
}
