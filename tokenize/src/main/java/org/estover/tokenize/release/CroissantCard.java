package org.estover.tokenize.release;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The description of a data set in Croissant 1.1 (JSON-LD), with where it comes from (PROV-O) and
 * what Croissant's vocabulary for responsible AI asks.
 *
 * <p>Every file stands in it with its digest. The documents' files are one set, which a file that
 * lists them makes up, so that a reader needs no archive and no repository.
 */
final class CroissantCard {
  private static final String CONFORMS_TO = "http://mlcommons.org/croissant/1.1";
  private static final String CONFORMS_TO_RAI = "http://mlcommons.org/croissant/RAI/1.0";
  private static final String PARQUET = "application/x-parquet";
  private static final String BYTES = "application/octet-stream";
  private static final String FILE_SET = "document-files";
  private static final String RECORDS = "documents";
  private static final String URN = "urn:estover:";

  /** The terms of Croissant's vocabulary that are used without a prefix. */
  private static final List<String> TERMS =
      List.of(
          "annotation",
          "arrayShape",
          "citeAs",
          "column",
          "containedIn",
          "equivalentProperty",
          "excludes",
          "extract",
          "field",
          "fileObject",
          "fileProperty",
          "fileSet",
          "format",
          "includes",
          "isArray",
          "isLiveDataset",
          "jsonPath",
          "key",
          "md5",
          "parentField",
          "readLines",
          "recordSet",
          "references",
          "regex",
          "sdVersion",
          "separator",
          "source",
          "subField",
          "transform",
          "unArchive",
          "value");

  private final Cards cards;
  private final ReleaseContent content;
  private final Cards.Publication publication;

  CroissantCard(Cards cards) {
    this.cards = cards;
    this.content = cards.content();
    this.publication = cards.publication();
  }

  String json() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("@context", context());
    root.put("@type", "sc:Dataset");
    root.put("@id", URN + cards.releaseId());
    root.put("conformsTo", List.of(CONFORMS_TO, CONFORMS_TO_RAI));
    root.put("name", content.name());
    root.put("description", cards.summary() + " Release " + cards.releaseId() + ".");
    root.put("url", publication.url());
    root.put("identifier", cards.releaseId());
    root.put("license", licenses());
    root.put("creator", object("@type", "sc:Organization", "name", publication.creator()));
    root.put("publisher", object("@type", "sc:Organization", "name", publication.creator()));
    root.put("datePublished", publication.day());
    root.put("version", publication.version());
    root.put("isLiveDataset", false);
    root.put("keywords", List.of("text", "pretraining", "provenance"));
    if (!publication.languages().isEmpty()) {
      root.put("inLanguage", publication.languages());
    }
    root.put("citeAs", citation());
    provenance(root);
    responsibility(root);
    root.put("distribution", distribution());
    if (cards.areDocuments()) {
      root.put("recordSet", List.of(recordSet()));
    }
    StringBuilder json = new StringBuilder();
    write(root, "", json);
    return json.append('\n').toString();
  }

  private static Map<String, Object> context() {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("@language", "en");
    context.put("@vocab", "https://schema.org/");
    context.put("sc", "https://schema.org/");
    context.put("cr", "http://mlcommons.org/croissant/");
    context.put("rai", "http://mlcommons.org/croissant/RAI/");
    context.put("dct", "http://purl.org/dc/terms/");
    context.put("prov", "http://www.w3.org/ns/prov#");
    context.put("conformsTo", "dct:conformsTo");
    TERMS.forEach(term -> context.put(term, "cr:" + term));
    context.put("data", object("@id", "cr:data", "@type", "@json"));
    context.put("dataType", object("@id", "cr:dataType", "@type", "@vocab"));
    context.put("examples", object("@id", "cr:examples", "@type", "@json"));
    return context;
  }

  /** Addresses of the licenses that SPDX lists, and the names of all others. */
  private List<Object> licenses() {
    Set<Object> licenses = new LinkedHashSet<>();
    for (ClassCount license : content.licenses()) {
      if (license.name().isEmpty()) {
        licenses.add(work("none stated"));
      }
      for (String name : SpdxNames.licenses(license.name())) {
        licenses.add(SpdxNames.url(name).map(Object.class::cast).orElseGet(() -> work(name)));
      }
    }
    return new ArrayList<>(licenses);
  }

  private static Object work(String name) {
    return object("@type", "sc:CreativeWork", "name", name);
  }

  private String citation() {
    return "@misc{"
        + cards.releaseId()
        + ", title={"
        + plain(content.name())
        + "}, author={{"
        + plain(publication.creator())
        + "}}, year={"
        + publication.day().substring(0, 4)
        + "}, note={Release "
        + cards.releaseId()
        + "}, url={"
        + plain(publication.url())
        + "}}";
  }

  private static String plain(String text) {
    return text.replaceAll("[{}\\\\]", "");
  }

  /** What was done, stage by stage, and from what. */
  private void provenance(Map<String, Object> root) {
    List<Object> from = new ArrayList<>();
    if (!content.base().isEmpty()) {
      from.add(object("@id", URN + content.base(), "@type", "prov:Entity"));
    }
    for (ReleasedSource source : content.sources()) {
      from.add(
          object(
              "@type",
              "prov:Entity",
              "prov:label",
              source.name(),
              "description",
              source.documents() + " documents, " + source.tokens() + " tokens"));
    }
    root.put("prov:wasDerivedFrom", from);
    Map<String, List<String>> stages = new TreeMap<>();
    content
        .algorithms()
        .forEach(
            (name, version) -> {
              int dot = name.indexOf('.');
              String stage = dot < 0 ? name : name.substring(0, dot);
              stages
                  .computeIfAbsent(stage, s -> new ArrayList<>())
                  .add(name.substring(dot + 1) + " " + version);
            });
    List<Object> activities = new ArrayList<>();
    stages.forEach(
        (stage, steps) ->
            activities.add(
                object(
                    "@type",
                    "prov:Activity",
                    "prov:label",
                    stage,
                    "description",
                    String.join("; ", steps))));
    root.put("prov:wasGeneratedBy", activities);
    root.put(
        "prov:wasAttributedTo", object("@type", "prov:Agent", "prov:label", publication.creator()));
  }

  private void responsibility(Map<String, Object> root) {
    StringBuilder removals = new StringBuilder("Documents were left out by rule:");
    for (Removal removal : content.removals()) {
      removals.append(' ').append(removal.stage()).append(' ').append(removal.rule());
      removals.append(": ").append(removal.documents()).append(';');
    }
    if (!content.removals().isEmpty()) {
      removals.setCharAt(removals.length() - 1, '.');
      root.put("rai:dataPreprocessingProtocol", removals.toString());
    }
    root.put(
        "rai:dataLimitations",
        "Licenses and rights holders are those stated where a document was found; nobody has"
            + " checked each.");
    root.put("rai:personalSensitiveInformation", "Personal data was not looked for.");
    root.put("rai:dataUseCases", "Training of language models.");
    root.put(
        "rai:dataReleaseMaintenancePlan",
        "Releases are named by their content and never changed. What is withdrawn is left out of"
            + " the next one.");
  }

  private List<Object> distribution() {
    List<Object> distribution = new ArrayList<>();
    if (cards.areDocuments()) {
      String list = cards.fileList();
      byte[] bytes = list.getBytes(StandardCharsets.UTF_8);
      distribution.add(file(Cards.FILES, "text/plain", bytes.length, Digests.sha256Hex(bytes)));
      Map<String, Object> set = object("@type", "cr:FileSet", "@id", FILE_SET, "name", FILE_SET);
      set.put(
          "containedIn",
          object("fileObject", reference(Cards.FILES), "transform", object("readLines", true)));
      set.put("encodingFormat", PARQUET);
      set.put("includes", "*.parquet");
      distribution.add(set);
    }
    for (Cards.DataFile file : cards.files()) {
      String format = cards.areDocuments() ? PARQUET : BYTES;
      distribution.add(file(file.path(), format, file.size(), file.sha256()));
    }
    return distribution;
  }

  private static Map<String, Object> file(String path, String format, long size, String sha256) {
    Map<String, Object> file = object("@type", "cr:FileObject", "@id", path, "name", path);
    file.put("contentUrl", path);
    file.put("contentSize", size + " B");
    file.put("encodingFormat", format);
    file.put("sha256", sha256);
    return file;
  }

  private Map<String, Object> recordSet() {
    List<Object> fields = new ArrayList<>();
    for (Cards.Column column : cards.columns()) {
      String id = RECORDS + "/" + column.name();
      Map<String, Object> field = object("@type", "cr:Field", "@id", id, "name", column.name());
      field.put("description", column.description());
      field.put("dataType", column.isNumber() ? "sc:Integer" : "sc:Text");
      if (!column.equivalent().isEmpty()) {
        field.put("equivalentProperty", column.equivalent());
      }
      field.put(
          "source",
          object("fileSet", reference(FILE_SET), "extract", object("column", column.name())));
      fields.add(field);
    }
    Map<String, Object> set = object("@type", "cr:RecordSet", "@id", RECORDS, "name", RECORDS);
    set.put("description", "One record per document.");
    set.put("key", reference(RECORDS + "/" + cards.columns().get(0).name()));
    set.put("field", fields);
    return set;
  }

  private static Map<String, Object> reference(String id) {
    return object("@id", id);
  }

  private static Map<String, Object> object(Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }

  /** Writes a value for people to read: a member a line. */
  private static void write(Object value, String indent, StringBuilder json) {
    String inner = indent + "  ";
    String separator = "\n";
    if (value instanceof Map<?, ?> map) {
      json.append('{');
      for (Map.Entry<?, ?> member : map.entrySet()) {
        json.append(separator).append(inner).append(CanonicalJson.text(member.getKey()));
        json.append(": ");
        write(member.getValue(), inner, json);
        separator = ",\n";
      }
      json.append('\n').append(indent).append('}');
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      json.append('[');
      for (Object element : list) {
        json.append(separator).append(inner);
        write(element, inner, json);
        separator = ",\n";
      }
      json.append('\n').append(indent).append(']');
    } else {
      json.append(CanonicalJson.text(value));
    }
  }
}
