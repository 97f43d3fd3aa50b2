package org.estover.crawl.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What a dump says about its wiki: where pages stand, in which language, and what its namespaces
 * are called there.
 *
 * @param pageUrl the URL of a page but for its title, or ""
 * @param name the name of the site, or ""
 * @param license the SPDX expression that the wiki's texts are under, or ""
 * @param namespaces the names of namespaces in lower case, and their numbers
 */
record WikiSite(
    String pageUrl, String name, String language, String license, Map<String, Integer> namespaces) {
  static final int FILE = 6;
  static final int CATEGORY = 14;

  /** What dumps do not say: names that hold on every wiki, and second names of files. */
  private static final Map<String, Integer> EVERYWHERE =
      Map.of("media", -2, "special", -1, "file", FILE, "template", 10, "category", CATEGORY);

  private static final List<String> FILES =
      List.of(
          ("image bild imagen immagine afbeelding grafika imagem изображение зображення 画像 图像"
                  + " 圖像 图片 fichier kuva resim obrázek kép imagine 그림 hình صورة תמונה تصویر चित्र"
                  + " imatge billede εικόνα слика slika gambar ภาพ attēls vaizdas pilt sličica")
              .split(" ", -1));
  private static final Pattern WIKIMEDIA =
      Pattern.compile(
          "https?://([a-z0-9-]+\\.)?(m\\.)?(wikipedia|wiktionary|wikibooks|wikiquote|wikisource"
              + "|wikiversity|wikivoyage|wikimedia|mediawiki)\\.org/.*");
  private static final Pattern WIKIMEDIA_DATABASE =
      Pattern.compile("[a-z_]+wiki(tionary|books|quote|source|versity|voyage)?");
  private static final String UNRESERVED = "-_.~;@$!*(),/:";

  WikiSite {
    namespaces = Map.copyOf(namespaces);
  }

  /** Reads what stands before the pages, which may be broken or missing. */
  static WikiSite read(Xml xml, String prologue) {
    Found found = new Found();
    int begin = prologue.indexOf('<');
    try {
      XMLStreamReader reader = xml.parse(begin < 0 ? "" : prologue.substring(begin));
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamConstants.START_ELEMENT) {
          found.element(reader);
        }
      }
    } catch (XMLStreamException e) {
      // It always ends before its root element does.
    }
    return found.site();
  }

  /** The number of the namespace that a title stands in with its prefix; 0 if it is no prefix. */
  int namespace(String prefix) {
    String name = prefix.strip().replace('_', ' ').toLowerCase(Locale.ROOT);
    return namespaces.getOrDefault(name, 0);
  }

  /** The URL of a page, or "". */
  String url(String title) {
    return pageUrl.isEmpty() ? "" : pageUrl + encoded(title.replace(' ', '_'));
  }

  private static String encoded(String title) {
    StringBuilder url = new StringBuilder();
    for (byte b : title.getBytes(UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || UNRESERVED.indexOf(c) >= 0;
      url.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
    }
    return url.toString();
  }

  /** The site as far as it has been read. */
  private static final class Found {
    private final Map<String, Integer> namespaces = new TreeMap<>();
    private String language = "";
    private String name = "";
    private String base = "";
    private String database = "";

    Found() {
      namespaces.putAll(EVERYWHERE);
      FILES.forEach(name -> namespaces.put(name, FILE));
    }

    void element(XMLStreamReader xml) throws XMLStreamException {
      switch (Xml.name(xml)) {
        case "mediawiki" -> language = Xml.attribute(xml, "lang");
        case "sitename" -> name = Xml.text(xml).strip();
        case "base" -> base = Xml.text(xml).strip();
        case "dbname" -> database = Xml.text(xml).strip();
        case "namespace" -> {
          String key = Xml.attribute(xml, "key");
          String called = Xml.text(xml).strip().toLowerCase(Locale.ROOT);
          if (!called.isEmpty() && key.matches("-?[0-9]{1,5}")) {
            namespaces.put(called, Integer.valueOf(key));
          }
        }
        default -> {
          // Nothing that is asked for.
        }
      }
    }

    WikiSite site() {
      int titleAt = base.indexOf("title=");
      int cut = titleAt >= 0 ? titleAt + "title=".length() : base.lastIndexOf('/') + 1;
      boolean hasHost = base.startsWith("http://") || base.startsWith("https://");
      return new WikiSite(
          hasHost ? base.substring(0, cut) : "", name, language, license(), namespaces);
    }

    /** A dump does not name its license; that of Wikimedia's projects is known. */
    private String license() {
      if (base.contains("wikidata.org/") || database.equals("wikidatawiki")) {
        return "CC0-1.0";
      }
      if (base.contains("wikinews.org/") || database.endsWith("wikinews")) {
        return "CC-BY-2.5";
      }
      boolean wikimedia =
          WIKIMEDIA.matcher(base).matches()
              || (base.isEmpty() && WIKIMEDIA_DATABASE.matcher(database).matches());
      return wikimedia ? "CC-BY-SA-4.0" : "";
    }
  }
}
