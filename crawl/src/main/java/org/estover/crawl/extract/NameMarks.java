package org.estover.crawl.extract;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;

/**
 * What the class, the id and other attributes of an element say about its place in a page.
 *
 * <p>Names are read word by word ({@code articleSidebar main-nav} has four), in the languages that
 * sites are built in; remembers the names of one page, which repeat. Not thread-safe.
 */
final class NameMarks {
  /** Not shown to readers. */
  static final int HIDDEN = 1;

  /** Called something else than content. */
  static final int BOILERPLATE = 1 << 1;

  /** Called something that is not content where it is short. */
  static final int MINOR = 1 << 2;

  /** Called the body of an article. */
  static final int BODY = 1 << 3;

  /** Called an article or an entry. */
  static final int ARTICLE = 1 << 4;

  /** Called the content of a page. */
  static final int CONTENT = 1 << 5;

  /** Called a comment or where comments stand. */
  static final int COMMENT = 1 << 6;

  /** Called a picture's caption or credit. */
  static final int CAPTION = 1 << 7;

  /** A role or a tag says that it is not content. */
  static final int ROLE = 1 << 8;

  /** Called a teaser or a lead. */
  static final int TEASER = 1 << 9;

  /** Called something that is not content where it is but a label. */
  static final int LAYOUT = 1 << 10;

  /** Declared to be the main content. */
  static final int MAIN = 1 << 12;

  /** Called an author. */
  static final int AUTHOR = 1 << 11;

  private static final Set<String> ROLES =
      words(
          "navigation banner contentinfo search complementary menu menubar dialog alertdialog"
              + " toolbar tablist alert tooltip");

  private static final Set<String> BOILERPLATE_WORDS =
      words(
          "nav navbar navi navigation menu submenu breadcrumb breadcrumbs crumbs brotkrumen footer"
              + " masthead sidebar sidenav widget widgets share shares sharing sharedaddy sharebar"
              + " shariff social socials socialmedia follow followus related recommend recommended"
              + " recommendation recommendations promo promos promotion sponsor"
              + " sponsored advert advertisement advertising adsense ad ads adbox adslot adunit"
              + " werbung anzeige anzeigen publicidad pubblicita reklama banner cookie cookies cookiebanner cookiebar cookieconsent cookienotice"
              + " consent gdpr newsletter subscribe subscription subscriptions signup login paywall"
              + " pagination pager paging pagenav pagenavi tagcloud toolbar popup modal overlay"
              + " lightbox skip skiplink outbrain taboola jp addtoany addthis printfriendly"
              + " copyright impressum rss bookmark bookmarks prevnext authorbox aboutauthor"
              + " biography relatedposts trackback pingback morestories"
              + " relacionadas relacionados relacionado relacionada"
              + " recirculation recirc factbox infobox infokasten textbox inlinetextbox contactbox"
              + " relatedlinks linklist morelinks instagram facebook whatsapp telegram"
              + " appstores");
  private static final Set<String> COMMENT_WORDS =
      words(
          "comment comments commentlist commentform commentarea kommentar kommentare disqus"
              + " respond reply replies comentario comentarios commentaire commentaires commenti"
              + " komentarze reactions guestbook");
  private static final Set<String> MINOR_WORDS =
      words(
          "meta postmeta byline tags tag taglist categories date timestamp datum fecha author"
              + " authors autor toc rating ratings vote footnote legal actions keywords schlagworte"
              + " noprint");
  private static final Set<String> AUTHOR_WORDS =
      words("author authors autor autoren autorin auteur autore bio biography vcard");
  private static final Set<String> LAYOUT_WORDS =
      words(
          "bottom links tools print top edit info download foot search head header bio"
              + " profile hidden readmore cat category");
  private static final Set<String> TEASER_WORDS = words("teaser teasers teasertext anreisser");
  private static final Set<String> CAPTION_WORDS =
      words(
          "caption captions imagecaption bildunterschrift legend legende photocredit copyright"
              + " credit credits figcaption");
  private static final Set<String> UNSEEN =
      words(
          "sronly visuallyhidden screenreadertext screenreader elementinvisible screenreaderonly"
              + " showforsr a11yhidden");
  private static final String[] PICTURES = {
    "image", "img", "bild", "photo", "foto", "picture", "media"
  };
  private static final String[] PICTURE_TEXTS = {
    "subtitle",
    "untertitel",
    "unterschrift",
    "description",
    "caption",
    "legend",
    "credit",
    "source",
    "quelle",
    "copyright",
    "nachweis",
    "descr"
  };
  private static final String[] BOILERPLATE_STARTS = {
    "relatedp",
    "relateda",
    "relatedc",
    "newsletter",
    "recommend",
    "sidebar",
    "breadcrumb",
    "socialm",
    "sharing",
    "sharebu",
    "sponsor",
    "advertis",
    "paginat",
    "subscri"
  };
  private static final String[] BODY_ENDS = {
    "articlebody",
    "articlecontent",
    "articletext",
    "articlecopy",
    "entrycontent",
    "entrybody",
    "entrytext",
    "postcontent",
    "postbody",
    "posttext",
    "postentry",
    "storybody",
    "storycontent",
    "storytext",
    "newstext",
    "newsbody",
    "newscontent",
    "blogcontent",
    "bodytext",
    "contentbody",
    "artikeltext",
    "artikelinhalt",
    "artikelbody",
    "singlecontent",
    "singlepostcontent",
    "textbody",
    "bodycontent",
    "richtext",
    "cuerponota",
    "notacuerpo",
    "contenidonota",
    "articlemaincontent",
    "recipecontent",
    "pressetext",
    "detailtext",
    "newsdetail",
    "fieldbody"
  };
  private static final Set<String> ARTICLES =
      words(
          "article post entry story hentry artikel beitrag articulo nota noticia recipe rezept"
              + " newsarticle blogpost singlepost postsingle articlemain mainarticle fullarticle"
              + " articlewrapper articlecontainer csc tx");
  private static final Set<String> CONTENTS =
      words(
          "content maincontent contentmain pagecontent contentarea main inhalt hauptinhalt"
              + " contenu contenido contenuto documentwrapper primary maincol maincolumn mw"
              + " sitecontent contentcolumn textblock text");

  private final Map<String, Integer> known = new HashMap<>();

  private static Set<String> words(String words) {
    return new HashSet<>(Arrays.asList(words.split(" ", -1)));
  }

  /** The marks of an element that has attributes. */
  int of(Element element, TagKind tag) {
    int marks = 0;
    if (element.hasAttr("hidden") || element.attr("aria-hidden").equals("true")) {
      marks |= HIDDEN;
    }
    String style = element.attr("style");
    if (!style.isEmpty() && isHidden(style)) {
      marks |= HIDDEN;
    }
    String role = element.attr("role");
    if (!role.isEmpty()) {
      String lower = role.strip().toLowerCase(Locale.ROOT);
      marks |= ROLES.contains(lower) ? ROLE : 0;
      marks |= lower.equals("article") ? ARTICLE : 0;
      marks |= lower.equals("main") ? CONTENT | MAIN : 0;
    }
    String item = element.attr("itemprop");
    if (!item.isEmpty()) {
      marks |= item.equals("articleBody") || item.equals("recipeInstructions") ? BODY : 0;
      marks |= item.equals("comment") ? COMMENT : 0;
    }
    String names = element.className();
    if (!names.isEmpty()) {
      marks |= known.computeIfAbsent(names, NameMarks::read);
    }
    String id = element.id();
    if (!id.isEmpty() && isName(id, tag)) {
      marks |= known.computeIfAbsent(id, NameMarks::read);
    }
    return tag.isContainer() ? marks : marks & ~(BODY | ARTICLE | CONTENT | MAIN);
  }

  /**
   * Whether an id says what an element is, and not only where a link may lead: sections, headings,
   * terms and paragraphs are named after what they are about.
   */
  private static boolean isName(String id, TagKind tag) {
    return switch (tag) {
      case PARAGRAPH, HEADING, TITLE_HEADING, TERM -> false;
      case SECTION -> id.chars().allMatch(Character::isLetter);
      default -> true;
    };
  }

  private static boolean isHidden(String style) {
    String plain = style.toLowerCase(Locale.ROOT).replace(" ", "");
    return plain.contains("display:none") || plain.contains("visibility:hidden");
  }

  private static int read(String names) {
    int marks = 0;
    int start = 0;
    int length = names.length();
    for (int i = 0; i <= length; i++) {
      if (i == length || names.charAt(i) <= ' ') {
        if (i > start) {
          marks |= readName(names.substring(start, i));
        }
        start = i + 1;
      }
    }
    return marks;
  }

  private static int readName(String name) {
    int marks = 0;
    StringBuilder letters = new StringBuilder(name.length());
    int start = 0;
    int length = name.length();
    while (start < length) {
      int end = start;
      while (end < length && Character.isLetter(name.charAt(end)) && !isHump(name, start, end)) {
        end++;
      }
      boolean tiny =
          end - start <= 2 && end < length && Character.isLetterOrDigit(name.charAt(end));
      if (end > start && !tiny) {
        String word = name.substring(start, end).toLowerCase(Locale.ROOT);
        letters.append(word);
        marks |= readWord(word);
      }
      start = Math.max(end, start + 1);
    }
    String joined = letters.toString();
    for (String end : BODY_ENDS) {
      if (joined.endsWith(end)) {
        marks |= BODY;
      }
    }
    if (UNSEEN.contains(joined)) {
      marks |= HIDDEN;
    }
    if (endsWithCaption(joined)) {
      marks |= CAPTION;
    }
    marks |= ARTICLES.contains(joined) ? ARTICLE : 0;
    marks |= CONTENTS.contains(joined) ? CONTENT : 0;
    return marks;
  }

  /** Whether a name says picture and then text, as {@code image-subtitle} does. */
  private static boolean endsWithCaption(String joined) {
    for (String picture : PICTURES) {
      int at = joined.indexOf(picture);
      if (at >= 0) {
        String rest = joined.substring(at + picture.length());
        for (String text : PICTURE_TEXTS) {
          if (rest.startsWith(text)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static int readWord(String word) {
    int marks = 0;
    marks |= BOILERPLATE_WORDS.contains(word) ? BOILERPLATE : 0;
    marks |= COMMENT_WORDS.contains(word) ? COMMENT : 0;
    marks |= MINOR_WORDS.contains(word) ? MINOR : 0;
    marks |= AUTHOR_WORDS.contains(word) ? AUTHOR : 0;
    marks |= LAYOUT_WORDS.contains(word) ? LAYOUT : 0;
    marks |= TEASER_WORDS.contains(word) ? TEASER : 0;
    marks |= CAPTION_WORDS.contains(word) ? CAPTION : 0;
    for (String start : BOILERPLATE_STARTS) {
      if (word.startsWith(start)) {
        marks |= BOILERPLATE;
      }
    }
    return marks;
  }

  private static boolean isHump(String names, int start, int at) {
    return at > start
        && Character.isUpperCase(names.charAt(at))
        && Character.isLowerCase(names.charAt(at - 1));
  }
}
