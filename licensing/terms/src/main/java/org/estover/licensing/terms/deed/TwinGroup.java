package org.estover.licensing.terms.deed;

import java.util.List;
import java.util.Map;
import org.estover.ledger.log.JsonObject;

/**
 * Documents that a run took for one and the same text, of which one stands in the release.
 *
 * @param survivor id of the document in the release
 * @param members all of them, the survivor first
 */
public record TwinGroup(String survivor, List<Member> members) {

  /**
   * One of the documents.
   *
   * @param documentId its id
   * @param holder the rights holder that it names, or empty
   * @param captured when it was captured, as ISO 8601 in UTC, or empty where there is no evidence
   */
  public record Member(String documentId, String holder, String captured) {

    /**
     * The time as a text that sorts as times do: with its Z, half a second would sort before it.
     */
    public String captureOrder() {
      return captured.endsWith("Z") ? captured.substring(0, captured.length() - 1) : captured;
    }
  }

  public TwinGroup {
    members = List.copyOf(members);
    if (members.isEmpty() || !members.get(0).documentId().equals(survivor)) {
      throw Errors.noSurvivor(survivor);
    }
  }

  /** The member that stands in the release. */
  public Member survivingMember() {
    return members.get(0);
  }

  /** The group as the vault keeps it. */
  public JsonObject toJson() {
    return JsonObject.of(
        Map.of(
            "survivor",
            survivor,
            "members",
            members.stream()
                .map(
                    member ->
                        JsonObject.of(
                            Map.of(
                                "document", member.documentId(),
                                "holder", member.holder(),
                                "captured", member.captured())))
                .toList()));
  }

  /** Reads what {@link #toJson} wrote. */
  public static TwinGroup fromJson(JsonObject json) {
    return new TwinGroup(
        json.text("survivor"),
        json.objects("members").stream()
            .map(
                member ->
                    new Member(
                        member.text("document"), member.text("holder"), member.text("captured")))
            .toList());
  }
}
