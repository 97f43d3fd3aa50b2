package org.estover.licensing.portal.download;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The name by which loaders that know Hugging Face find a corpus of the trust.
 *
 * @param owner the trust's name in lower-case letters, digits and hyphens
 * @param name the corpus's name in the same
 */
public record DatasetName(String owner, String name) {

  /** The name of a corpus of a trust. */
  public static DatasetName of(String trustName, String corpus) {
    return new DatasetName(slug(trustName, "trust"), slug(corpus, "corpus"));
  }

  private static String slug(String text, String otherwise) {
    String slug =
        Normalizer.normalize(text, Normalizer.Form.NFKD)
            .replaceAll("\\p{M}+", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    return slug.isEmpty() ? otherwise : slug;
  }

  /** Both, as in an address. */
  public String path() {
    return owner + "/" + name;
  }
}
