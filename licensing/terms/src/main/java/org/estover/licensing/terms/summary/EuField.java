package org.estover.licensing.terms.summary;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The fields of the template for the public summary of training content (Regulation (EU) 2024/1689,
 * Article 53(1)(d); template of 24 July 2025), in its order.
 *
 * <p>Each has the key by which a provider states what only the provider knows.
 */
public enum EuField {
  VERSION("0", "version", "Version of the summary"),
  LAST_UPDATE("0", "last-update", "Last update"),
  PROVIDER("1.1", "provider", "Name and contact of the provider"),
  REPRESENTATIVE("1.1", "representative", "Authorised representative"),
  MODEL("1.2", "model", "Versioned model names"),
  MODEL_DEPENDENCIES("1.2", "model-dependencies", "Model dependencies"),
  PLACED_ON_MARKET("1.2", "placed-on-market", "Date of placement on the Union market"),
  MODALITY("1.3", "modality", "Modalities"),
  SIZE("1.3", "size", "Size of the training data"),
  CONTENT_TYPES("1.3", "content-types", "Types of content"),
  LATEST_ACQUISITION("1.3", "latest-acquisition", "Latest date of acquisition or collection"),
  CONTINUOUS("1.3", "continuously-trained", "Trained on new data after that date"),
  LANGUAGES("1.3", "languages", "Linguistic characteristics"),
  CHARACTERISTICS("1.3", "other-characteristics", "Other characteristics"),
  COMMENTS("1.3", "comments", "Comments"),
  PUBLIC_USED("2.1", "public-datasets", "Publicly available datasets used"),
  PUBLIC_MODALITIES("2.1", "public-modalities", "Their modalities"),
  PUBLIC_LARGE("2.1", "large-public-datasets", "Large ones, above 3 % of a modality"),
  PUBLIC_OTHERS("2.1", "other-public-datasets", "Description of the others"),
  LICENSED("2.2.1", "licensed", "Commercial licensing agreements concluded"),
  LICENSED_MODALITIES("2.2.1", "licensed-modalities", "Their modalities"),
  PRIVATE_USED("2.2.2", "private-datasets", "Private datasets of other third parties"),
  PRIVATE_MODALITIES("2.2.2", "private-modalities", "Their modalities"),
  PRIVATE_KNOWN("2.2.2", "known-private-datasets", "Those that are publicly known"),
  PRIVATE_OTHERS("2.2.2", "other-private-datasets", "General description of the others"),
  CRAWLED("2.3", "crawlers-used", "Crawlers used"),
  CRAWLER_NAMES("2.3", "crawler-names", "Names and identifiers of the crawlers"),
  CRAWL_PURPOSES("2.3", "crawl-purposes", "Purposes of the crawlers"),
  CRAWL_BEHAVIOUR("2.3", "crawl-behaviour", "Behaviour of the crawlers"),
  CRAWL_PERIOD("2.3", "crawl-period", "Period of collection"),
  CRAWL_CONTENT("2.3", "crawl-content", "Content and sources crawled"),
  CRAWL_MODALITIES("2.3", "crawl-modalities", "Modalities crawled"),
  CRAWL_DOMAINS("2.3", "crawl-domains", "Most relevant domain names"),
  INTERACTION("2.4", "model-interaction-data", "Data of interactions with the provider's models"),
  SERVICES("2.4", "service-data", "Data of the provider's other services"),
  SERVICE_NAMES("2.4", "services", "These services"),
  USER_MODALITIES("2.4", "user-modalities", "Modalities of users' data"),
  SYNTHETIC("2.5", "synthetic-data", "Synthetic data used"),
  SYNTHETIC_MODALITIES("2.5", "synthetic-modalities", "Its modalities"),
  SYNTHETIC_MODELS("2.5", "synthetic-models", "Models that generated it"),
  OTHER_SOURCES("2.6", "other-sources", "Other sources of data"),
  CODE_OF_PRACTICE("3.1", "code-of-practice", "Signatory of the Code of Practice"),
  TDM("3.1", "tdm-measures", "Measures to respect reservations of text and data mining"),
  ILLEGAL("3.2", "illegal-content", "Measures against illegal content"),
  OTHER_PROCESSING("3.3", "other-processing", "Other information on processing");

  private final String section;
  private final String key;
  private final String question;

  EuField(String section, String key, String question) {
    this.section = section;
    this.key = key;
    this.question = question;
  }

  /** The section of the template; "0" for its header. */
  public String section() {
    return section;
  }

  /** The key of the field, unique. */
  public String key() {
    return key;
  }

  /** What is asked. */
  public String question() {
    return question;
  }

  /** The field of a key. */
  public static Optional<EuField> of(String key) {
    return Stream.of(values()).filter(field -> field.key.equals(key)).findFirst();
  }

  /** The title of a section. */
  static String title(String section) {
    return switch (section) {
      case "0" -> "Summary";
      case "1.1" -> "Provider";
      case "1.2" -> "Model";
      case "1.3" -> "Modalities, size and characteristics of the training data";
      case "2.1" -> "Publicly available datasets";
      case "2.2.1" -> "Datasets licensed commercially by rights holders or their representatives";
      case "2.2.2" -> "Private datasets obtained from other third parties";
      case "2.3" -> "Data crawled and scraped from online sources";
      case "2.4" -> "User data";
      case "2.5" -> "Synthetic data";
      case "2.6" -> "Other sources of data";
      case "3.1" -> "Respect of reservation of rights from text and data mining";
      case "3.2" -> "Removal of illegal content";
      case "3.3" -> "Other information";
      default -> throw new IllegalArgumentException("section " + section);
    };
  }
}
