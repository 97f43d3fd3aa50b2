package org.estover.licensing.portal.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.estover.licensing.portal.casefile.CaseEvent;
import org.estover.licensing.portal.casefile.CaseFile;
import org.estover.licensing.portal.casefile.CaseView;
import org.estover.licensing.portal.casefile.ControlProof;
import org.estover.licensing.terms.claim.ClaimStatus;
import org.jspecify.annotations.Nullable;

/** A case as its page shows it to whoever has its receipt code. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CaseJson(
    String id,
    String kind,
    String place,
    String filer,
    String state,
    String opened,
    String due,
    boolean overdue,
    @Nullable String proven,
    @Nullable String proveBy,
    @Nullable Task task,
    @Nullable Standing claim,
    @Nullable Decision decision,
    @Nullable Long logIndex,
    List<String> laterReleases) {

  /** What has to be written at one of the places, or in the host's DNS, to prove control. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Task(String token, String host, String page, @Nullable String file) {
    static Task of(ControlProof.Task task) {
      return new Task(
          task.token(), task.host(), task.page(), task.file().isEmpty() ? null : task.file());
    }
  }

  /** How the claim stands that was filed for the case. */
  record Standing(
      String id,
      String state,
      String share,
      List<MoneyJson> credited,
      List<MoneyJson> held,
      List<String> disputes) {
    static Standing of(ClaimStatus status) {
      return new Standing(
          status.claim().id(),
          status.state().word(),
          status.claim().share().percent(),
          status.credited().values().stream().map(MoneyJson::of).toList(),
          status.held().values().stream().map(MoneyJson::of).toList(),
          status.disputes());
    }
  }

  /** How the case ended. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Decision(String outcome, @Nullable String words, @Nullable String at) {
    static Decision of(CaseFile file) {
      Instant decided = file.decided();
      return new Decision(
          file.outcome(),
          file.decision().isEmpty() ? null : file.decision(),
          decided == null ? null : decided.toString());
    }
  }

  /** Something that happened in a case. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Event(String at, String kind, String author, String words, @Nullable Long logIndex) {
    static Event of(CaseEvent event) {
      return new Event(
          event.at().toString(),
          event.kind(),
          event.author(),
          event.words(),
          event.isLogged() ? event.logIndex() : null);
    }
  }

  static CaseJson of(CaseView view) {
    CaseFile file = view.file();
    boolean ended = !file.isOpen() && !file.outcome().isEmpty();
    return new CaseJson(
        file.id(),
        file.kind().word(),
        file.place(),
        file.filer(),
        file.state().word(),
        file.opened().toString(),
        file.due().toString(),
        view.isOverdue(),
        file.proven().isEmpty() ? null : file.proven(),
        file.isOpen() ? view.proveBy().map(LocalDate::toString).orElse(null) : null,
        file.proven().isEmpty() ? view.task().map(Task::of).orElse(null) : null,
        view.claim().map(Standing::of).orElse(null),
        ended ? Decision.of(file) : null,
        file.logIndex() < 0 ? null : file.logIndex(),
        view.laterReleases());
  }
}
