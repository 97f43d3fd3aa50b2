package org.estover.licensing.portal.api;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.estover.tokenize.reconstruct.Occurrence;

/**
 * At which places orders read a document, found once for each order of a release, whose training
 * runs share it. Lasts as long as one answer.
 */
final class OrderPlaces {
  /** The most derived orders that are read: each is a file of its own, which is read whole. */
  static final int ORDERS = 8;

  private final Inverse inverse;
  private final Map<String, List<Occurrence>> found = new HashMap<>();
  private int derived;

  OrderPlaces(Inverse inverse) {
    this.inverse = inverse;
  }

  /** Finds the places in an order of a release; that without a name is the release's own. */
  @FunctionalInterface
  interface Inverse {
    List<Occurrence> places(String releaseId, String orderId) throws IOException;
  }

  /**
   * The places in an order, by position; nothing where it is a derived one too many, which is for
   * another answer.
   */
  Optional<List<Occurrence>> of(String releaseId, String orderId) throws IOException {
    String order = releaseId + "/" + orderId;
    List<Occurrence> places = found.get(order);
    if (places == null) {
      if (!orderId.isEmpty() && ++derived > ORDERS) {
        return Optional.empty();
      }
      places = inverse.places(releaseId, orderId);
      found.put(order, places);
    }
    return Optional.of(places);
  }
}
