package org.estover.licensing.terms.certificate;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.estover.ledger.log.Checkpoint;
import org.estover.ledger.log.JsonObject;
import org.estover.licensing.terms.identity.ContentId;
import org.estover.licensing.terms.identity.Seal;

/**
 * What a trust says of a training run to everybody: who trained, under which grant, on which
 * release in which order, how far that was verified, and whether the trust is paid. It is true of a
 * prefix of the log, and names it; amounts and contacts are not in it.
 *
 * @param trust who says so
 * @param developer of whom
 * @param permitted under what
 * @param training of what
 * @param models the models that this training alone has made, by name
 * @param standing what was known then
 * @param term when it holds
 * @param log the log that it follows from
 */
public record Certificate(
    Named trust,
    Named developer,
    Permitted permitted,
    CertifiedTraining training,
    List<Named> models,
    Standing standing,
    Term term,
    Checkpoint log)
    implements Seal.Signable {

  /** The rules by which certificates are made. */
  public static final String VERSION = "estover.certificate.v1";

  public Certificate {
    models = List.copyOf(models);
  }

  /** The id, which follows from training run, level, state of payments, days and number. */
  @Override
  public String id() {
    return ContentId.of(
        "crt",
        Map.of(
            "trainingRun", training.id(),
            "level", standing.level().word(),
            "payments", standing.payments().word(),
            "from", term.from().toString(),
            "until", term.until().toString(),
            "number", term.number()));
  }

  /** Whether it says the same for the same days, but for its number and what the log added. */
  public boolean isAs(Certificate other) {
    return training.equals(other.training)
        && developer.equals(other.developer)
        && permitted.equals(other.permitted)
        && models.equals(other.models)
        && standing.equals(other.standing)
        && term.from().equals(other.term.from())
        && term.until().equals(other.term.until());
  }

  /** The same as the one of a number. */
  public Certificate numbered(long number) {
    Term numbered = new Term(term.from(), term.until(), number);
    return new Certificate(trust, developer, permitted, training, models, standing, numbered, log);
  }

  /** The canonical JSON's SHA-256 in hex. */
  @Override
  public String sha256() {
    return ContentId.sha256(file());
  }

  /** The bytes of its file: its canonical JSON. */
  public byte[] file() {
    return toJson().toString().getBytes(StandardCharsets.UTF_8);
  }

  /** All of it. */
  @Override
  public JsonObject toJson() {
    Map<String, Object> members = new TreeMap<>();
    members.put("version", VERSION);
    members.put("certificate", id());
    members.put("trust", trust.toJson());
    members.put("developer", developer.toJson());
    members.put("grant", permitted.toJson());
    members.put("trainingRun", training.toJson());
    members.put("models", models.stream().map(Named::toJson).toList());
    members.put("standing", standing.toJson());
    members.put("term", term.toJson());
    members.put(
        "log",
        Map.of(
            "origin", log.origin(),
            "size", Long.toString(log.size()),
            "root", log.root().base64()));
    return JsonObject.of(members);
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if it is of another version, or something is missing
   */
  public static Certificate fromJson(JsonObject json) {
    if (!json.text("version").equals(VERSION)) {
      throw Errors.otherVersion(json.text("version"));
    }
    JsonObject log = json.object("log");
    return new Certificate(
        Named.fromJson(json.object("trust")),
        Named.fromJson(json.object("developer")),
        Permitted.fromJson(json.object("grant")),
        CertifiedTraining.fromJson(json.object("trainingRun")),
        json.objects("models").stream().map(Named::fromJson).toList(),
        Standing.fromJson(json.object("standing")),
        Term.fromJson(json.object("term")),
        Checkpoint.parse(
            log.text("origin") + "\n" + log.text("size") + "\n" + log.text("root") + "\n"));
  }
}
