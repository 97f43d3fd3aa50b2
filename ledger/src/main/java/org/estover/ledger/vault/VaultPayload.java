package org.estover.ledger.vault;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.estover.ledger.book.Account;
import org.estover.ledger.book.Credit;
import org.estover.ledger.book.Debit;
import org.estover.ledger.book.EntryKind;
import org.estover.ledger.book.JournalEntry;
import org.estover.ledger.book.Money;
import org.estover.ledger.book.Posting;
import org.estover.ledger.log.JsonObject;
import org.estover.ledger.log.JsonShape;

/**
 * What a fact keeps out of the log: private details, and the journal entries that the fact causes.
 *
 * @param content any canonical JSON object: texts, names, figures
 * @param journal journal entries to apply to the books, in order
 */
public record VaultPayload(JsonObject content, List<JournalEntry> journal) {

  private static final JsonShape ENTRY = JsonShape.of("effective", "id", "postings", "reverses");
  private static final JsonShape PENDING = JsonShape.of("effective", "id", "lastDay", "postings");
  private static final JsonShape POST = JsonShape.of("effective", "id", "postings", "posts");
  private static final JsonShape VOID = JsonShape.of("effective", "id", "postings", "voids");
  private static final JsonShape EXPIRY = JsonShape.of("effective", "expires", "id", "postings");

  private static final JsonShape POSTING = JsonShape.of("account", "amount", "currency", "side");

  private static final Map<String, EntryKind> TARGETS =
      Map.of("posts", EntryKind.POST, "voids", EntryKind.VOID, "expires", EntryKind.EXPIRY);

  /** A payload that says nothing. */
  public static final VaultPayload EMPTY = new VaultPayload(JsonObject.EMPTY, List.of());

  public VaultPayload {
    journal = List.copyOf(journal);
  }

  /** A payload that moves no money. */
  public static VaultPayload of(Map<String, ?> content) {
    return new VaultPayload(JsonObject.of(content), List.of());
  }

  /** A payload that moves money. */
  public static VaultPayload of(Map<String, ?> content, List<JournalEntry> journal) {
    return new VaultPayload(JsonObject.of(content), journal);
  }

  /** The canonical form: {@code {"content":{...},"journal":[...]}}. */
  public JsonObject toJson() {
    List<JsonObject> entries = journal.stream().map(VaultPayload::toJson).toList();
    return JsonObject.of(Map.of("content", content, "journal", entries));
  }

  /**
   * The payload of that form.
   *
   * @throws IllegalArgumentException naming what is malformed or does not balance
   */
  public static VaultPayload fromJson(JsonObject json) {
    List<JournalEntry> journal =
        json.objects("journal").stream().map(VaultPayload::entryFromJson).toList();
    requireMembers(json, 2);
    return new VaultPayload(json.object("content"), journal);
  }

  /** Whoever has read all members of one form knows by their number that there is no other. */
  private static void requireMembers(JsonObject json, int count) {
    if (json.names().size() != count) {
      throw new IllegalArgumentException(
          "payload members " + json.names() + " or journal entries hold something unknown");
    }
  }

  /** What the payload has members for; their values are private and never shown. */
  @Override
  public String toString() {
    return "VaultPayload[content=" + content.names() + ", journal=" + journal.size() + "]";
  }

  private static JsonObject toJson(JournalEntry entry) {
    List<JsonObject> postings = entry.postings().stream().map(VaultPayload::toJson).toList();
    String day = entry.effective().toString();
    String id = entry.id();
    return switch (entry.kind()) {
      case ENTRY, REVERSAL -> ENTRY.object(day, id, postings, entry.target());
      case PENDING -> PENDING.object(day, id, String.valueOf(entry.lastDay()), postings);
      case POST -> POST.object(day, id, postings, entry.target());
      case VOID -> VOID.object(day, id, postings, entry.target());
      case EXPIRY -> EXPIRY.object(day, entry.target(), id, postings);
    };
  }

  private static JournalEntry entryFromJson(JsonObject json) {
    List<Posting> postings =
        json.objects("postings").stream().map(VaultPayload::postingFromJson).toList();
    requireMembers(json, 4);
    String id = json.text("id");
    LocalDate effective = day(json, "effective");
    if (json.names().contains("lastDay")) {
      return JournalEntry.pending(id, effective, day(json, "lastDay"), postings);
    }
    for (Map.Entry<String, EntryKind> kind : TARGETS.entrySet()) {
      if (json.names().contains(kind.getKey())) {
        String target = json.text(kind.getKey());
        return new JournalEntry(id, effective, kind.getValue(), target, null, postings);
      }
    }
    String reverses = json.text("reverses");
    EntryKind kind = reverses.isEmpty() ? EntryKind.ENTRY : EntryKind.REVERSAL;
    return new JournalEntry(id, effective, kind, reverses, null, postings);
  }

  private static LocalDate day(JsonObject json, String name) {
    String text = json.text(name);
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          name + " \"" + text + "\" is not a day such as 2026-10-31", e);
    }
  }

  private static JsonObject toJson(Posting posting) {
    return POSTING.object(
        posting.account().name(),
        Long.toString(posting.amount().minorUnits()),
        posting.amount().currency(),
        posting instanceof Debit ? "debit" : "credit");
  }

  private static Posting postingFromJson(JsonObject json) {
    requireMembers(json, 4);
    Account account = Account.of(json.text("account"));
    Money amount = Money.of(json.decimal("amount"), json.text("currency"));
    String side = json.text("side");
    return switch (side) {
      case "debit" -> new Debit(account, amount);
      case "credit" -> new Credit(account, amount);
      default ->
          throw new IllegalArgumentException("side \"" + side + "\" is neither debit nor credit");
    };
  }
}
