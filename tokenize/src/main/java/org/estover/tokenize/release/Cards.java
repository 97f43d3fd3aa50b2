package org.estover.tokenize.release;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What people and catalogues read first about a published release: a card for Hugging Face ({@code
 * README.md} with YAML), the list of licenses that it links to, and a description in Croissant 1.1
 * (JSON-LD).
 *
 * <p>All of it follows from the manifest's content and what is given here; nothing is looked up.
 * Two kinds of copies are described: the shards as they are, and their documents in Parquet.
 *
 * <p>Immutable.
 */
public final class Cards {
  /** File of the list of licenses. */
  public static final String LICENSES = "LICENSE.md";

  /** File of the card. */
  public static final String README = "README.md";

  /** File of the description. */
  public static final String CROISSANT = "croissant.json";

  /** File that lists the files of documents. */
  public static final String FILES = "data/files.txt";

  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern VERSION = Pattern.compile("\\d{1,9}\\.\\d{1,9}\\.\\d{1,9}");
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*");

  private final String releaseId;
  private final ReleaseContent content;
  private final Publication publication;
  private final List<DataFile> files;
  private final List<Column> columns;
  private final long bytes;

  private Cards(
      Release release,
      Publication publication,
      List<DataFile> files,
      List<Column> columns,
      long bytes) {
    this.releaseId = release.id();
    this.content = release.content();
    this.publication = publication;
    this.files = List.copyOf(files);
    this.columns = List.copyOf(columns);
    this.bytes = bytes;
  }

  /**
   * What only the publisher knows.
   *
   * @param url of the data set's page
   * @param creator the trust's name
   * @param day of publication, as YYYY-MM-DD
   * @param version MAJOR.MINOR.PATCH
   * @param languages of the texts, as BCP 47 writes them; may be empty
   */
  public record Publication(
      String url, String creator, String day, String version, List<String> languages) {
    /** Checks the forms. */
    public Publication {
      languages = List.copyOf(languages);
      if (url.isBlank() || creator.isBlank()) {
        throw new IllegalArgumentException("a data set has a page and a creator; name both");
      }
      if (!DAY.matcher(day).matches()) {
        throw new IllegalArgumentException("\"" + day + "\": expected a day as YYYY-MM-DD");
      }
      if (!VERSION.matcher(version).matches()) {
        throw new IllegalArgumentException("\"" + version + "\": expected MAJOR.MINOR.PATCH");
      }
      for (String language : languages) {
        if (!LANGUAGE.matcher(language).matches()) {
          throw new IllegalArgumentException(
              "\"" + language + "\": expected a language like \"en\"");
        }
      }
    }
  }

  /**
   * A file that is published.
   *
   * @param path in the published folder, with "/"
   * @param source whose documents it holds
   */
  public record DataFile(String path, String source, long size, String sha256) {
    /** Checks the digest. */
    public DataFile {
      Digests.requireHex("sha256", sha256);
    }
  }

  /**
   * A column of the documents.
   *
   * @param isNumber whether it holds 64-bit integers, else text
   * @param equivalent the property of schema.org that means the same, such as {@code sc:license};
   *     else empty
   */
  public record Column(String name, boolean isNumber, String description, String equivalent) {}

  /** The cards of a release's own files. */
  public static Cards ofShards(Release release, Publication publication) {
    List<DataFile> files =
        release.content().shards().stream()
            .flatMap(
                shard ->
                    shard.files().stream()
                        .map(
                            file ->
                                new DataFile(
                                    file.name(), shard.source(), file.size(), file.sha256())))
            .toList();
    return new Cards(release, publication, files, List.of(), 0);
  }

  /**
   * The cards of a release's documents in Parquet.
   *
   * @param bytes of all values of all columns
   */
  public static Cards ofDocuments(
      Release release,
      Publication publication,
      List<DataFile> files,
      List<Column> columns,
      long bytes) {
    return new Cards(release, publication, files, columns, bytes);
  }

  /** The card for Hugging Face; does not depend on how the files are encoded. */
  public String readme() {
    return new HuggingFaceCard(this).text();
  }

  /** The licenses with their documents, tokens and addresses, in Markdown. */
  public String licenses() {
    StringBuilder text = new StringBuilder("# Licenses of the documents of ");
    text.append(Markdown.cell(content.name())).append("\n\nEach document has its own, in the");
    text.append(" column `license`, as an SPDX expression that was stated where it was found.\n\n");
    Markdown table = new Markdown("license", "documents", "tokens", "text");
    for (ClassCount license : content.licenses()) {
      List<String> urls =
          SpdxNames.licenses(license.name()).stream()
              .flatMap(name -> SpdxNames.url(name).stream())
              .toList();
      table.row(
          license.name().isEmpty() ? "none stated" : license.name(),
          license.documents(),
          license.tokens(),
          String.join(" ", urls));
    }
    return text.append(table).toString();
  }

  /** The paths of all files, a line each. */
  public String fileList() {
    StringBuilder lines = new StringBuilder();
    files.forEach(file -> lines.append(file.path()).append('\n'));
    return lines.toString();
  }

  /** The description in Croissant 1.1. */
  public String croissant() {
    return new CroissantCard(this).json();
  }

  String releaseId() {
    return releaseId;
  }

  ReleaseContent content() {
    return content;
  }

  Publication publication() {
    return publication;
  }

  List<DataFile> files() {
    return files;
  }

  /** Empty where the shards themselves are described. */
  List<Column> columns() {
    return columns;
  }

  long bytes() {
    return bytes;
  }

  /** Whether the documents are described, whose files {@link #fileList} lists, or the shards. */
  public boolean areDocuments() {
    return !columns.isEmpty();
  }

  /** One sentence on what the data set is. */
  String summary() {
    return content.name()
        + ": "
        + content.documents()
        + " documents with "
        + content.tokens()
        + " tokens of "
        + content.sources().size()
        + (content.sources().size() == 1 ? " source" : " sources")
        + ", each with its origin, license, rights holder and verdict on its rights.";
  }
}
