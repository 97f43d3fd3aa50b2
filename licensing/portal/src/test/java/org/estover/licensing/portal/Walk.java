package org.estover.licensing.portal;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;

/** Walks through forms as a browser does, from redirect to redirect. */
public final class Walk {
  private final Client client;

  /** A walk of that client. */
  public Walk(Client client) {
    this.client = client;
  }

  /** Sends a form that stands on a page, and says to which path that leads. */
  public String send(String page, String action, Map<String, String> fields)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = client.submit(page, action, fields);
    if (answer.statusCode() != 302) {
      throw new AssertionError(action + " gave " + answer.statusCode() + ": " + answer.body());
    }
    return URI.create(answer.headers().firstValue("Location").orElseThrow()).getPath();
  }

  /** Answers the question of a page, and says to which path that leads. */
  public String answer(String page, Map<String, String> fields)
      throws IOException, InterruptedException {
    return send(page, page, fields);
  }

  /**
   * Opts a place out.
   *
   * @return the receipt code
   */
  public String optOut(String place) throws IOException, InterruptedException {
    String what = send("/opt-out", "/opt-out", Map.of());
    String who = answer(what, Map.of("place", place));
    String proof = answer(who, Map.of("filer", "Odd Owner", "contact", "odd@owner.test"));
    String copies = answer(proof, Map.of("proof", "dns"));
    String check = answer(copies, Map.of("words", "Please."));
    return sent(check);
  }

  /**
   * Claims a place.
   *
   * @return the receipt code
   */
  public String claim(String place, String filer) throws IOException, InterruptedException {
    String what = send("/claims", "/claims", Map.of());
    String who = answer(what, Map.of("subject", "place", "place", place));
    String share = answer(who, Map.of("filer", filer));
    String proof = answer(share, Map.of("share", "100%"));
    String more = answer(proof, Map.of("proof", "file"));
    return sent(answer(more, Map.of()));
  }

  /** Sends what the page of all answers shows, and returns the receipt code. */
  public String sent(String check) throws IOException, InterruptedException {
    String receipt = send(check, check.replaceAll("/check$", "/send"), Map.of());
    return receipt.replaceAll("^/cases/|/receipt$", "");
  }
}
