package org.estover.licensing.terms.claim;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Looks whether a place that is claimed says that the claim is right.
 *
 * <p>Enough is any one of these, each of which only who controls the place can write: a TXT record
 * of {@code _estover-claim.HOST}, a line of {@code /.well-known/estover-claim.txt}, a meta tag
 * {@code estover-claim} in the head of the page that is claimed, or for a path a line of {@code
 * PATH/estover-claim.txt}. They hold the claim's id. Text in the body of a page proves nothing,
 * because visitors can write there, and so no page is taken for a file.
 */
public final class ControlCheck {

  private static final String RECORD = "_estover-claim.";
  private static final String FILE = "/estover-claim.txt";
  private static final String WELL_KNOWN = "/.well-known";

  /**
   * One place that was looked at.
   *
   * @param method {@code dns-txt}, {@code well-known}, {@code meta-tag} or {@code path-file}
   * @param place what was looked at
   * @param found whether it says that the claim is right
   * @param outcome what was found there, for people
   */
  public record Look(String method, String place, boolean found, String outcome) {}

  private final PublicPlaces places;

  /** A check that reads those places. */
  public ControlCheck(PublicPlaces places) {
    this.places = places;
  }

  /**
   * Looks at every place that can say so, up to the first that does.
   *
   * @return what was looked at, in order; only the last one may have been found
   */
  public List<Look> look(Claim claim) {
    return look(claim.scope(), claim.id());
  }

  /**
   * Looks, as for a claim, whether a place says the id of something else that only who controls it
   * may ask for.
   *
   * @param id what the place has to say behind {@code estover-claim=}
   */
  public List<Look> look(ClaimScope scope, String id) {
    List<Look> looks = new ArrayList<>();
    for (Place place : places(scope)) {
      looks.add(look(id, place));
      if (looks.get(looks.size() - 1).found()) {
        break;
      }
    }
    return looks;
  }

  /** The place that says that a claim is right, of those looked at. */
  public static Optional<Look> proof(List<Look> looks) {
    return looks.stream().filter(Look::found).findFirst();
  }

  private record Place(String method, String host, String path) {}

  private static List<Place> places(ClaimScope scope) {
    List<Place> places = new ArrayList<>();
    String host = scope.host();
    places.add(new Place("dns-txt", RECORD + host, ""));
    places.add(new Place("well-known", host, WELL_KNOWN + FILE));
    places.add(new Place("meta-tag", host, scope.isHost() ? "/" : scope.path()));
    if (!scope.isHost()) {
      places.add(new Place("path-file", host, scope.path() + FILE));
    }
    return places;
  }

  private Look look(String id, Place place) {
    String where = place.host() + place.path();
    try {
      boolean found;
      boolean empty;
      if (place.method().equals("dns-txt")) {
        List<String> texts = places.texts(place.host());
        empty = texts.isEmpty();
        found = texts.stream().anyMatch(text -> says(id, text));
      } else {
        boolean tag = place.method().equals("meta-tag");
        Optional<String> page =
            tag
                ? places.page(place.host(), place.path())
                : places.plainText(place.host(), place.path());
        empty = page.isEmpty();
        found =
            page.isPresent()
                && (tag
                    ? MetaTags.of(page.get(), Claim.TOKEN_NAME).contains(id)
                    : fileSays(id, page.get()));
      }
      String outcome = found ? "says " + token(id) : empty ? "nothing there" : "does not say it";
      return new Look(place.method(), where, found, outcome);
    } catch (IOException e) {
      return new Look(place.method(), where, false, "not readable: " + e.getMessage());
    }
  }

  /**
   * Whether a line of a file is the token and nothing else. A host may answer any path with a page
   * into which visitors write, so markup is no such file.
   */
  private static boolean fileSays(String id, String text) {
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return !body.strip().startsWith("<")
        && body.lines().anyMatch(line -> line.strip().equals(token(id)));
  }

  private static boolean says(String id, String line) {
    return Arrays.asList(line.strip().split("[\\s;]+", -1)).contains(token(id));
  }

  private static String token(String id) {
    return Claim.TOKEN_NAME + "=" + id;
  }
}
