package org.estover.crawl.fetch.engine;

import edu.uci.ics.crawler4j.url.TLDList;
import edu.uci.ics.crawler4j.url.WebURL;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.rights.Declarations;
import org.jspecify.annotations.Nullable;

/**
 * One URL on its way through crawler4j, with what became of it.
 *
 * <p>A visit belongs to one thread at a time: the frontier hands it out, the fetcher, the parser
 * and the crawler fill it, and the frontier takes it back.
 */
@SuppressWarnings("serial") // the interface is serializable; visits never leave the process
final class Visit implements WebURL {
  private String url = "";
  private transient @Nullable PageUrl page;
  private int docid = -1;
  private String parentUrl = "";
  private short depth;

  /** Its place in the level. */
  transient int index;

  /** Whether its domain itself leads to it. */
  transient boolean isOwn;

  /** The queue that it was taken from. */
  transient LevelFrontier.@Nullable Queue queue;

  transient String outcome = "";
  transient @Nullable Exchange exchange;

  /** The numeric address of a request that brought no answer, or "". */
  transient String address = "";

  transient Declarations declarations = Declarations.NONE;

  /** Whether a request was made. */
  transient boolean asked;

  transient List<PageUrl> links = List.of();

  /** What the page says, as {@link Fingerprint} tells it; 0 for nothing. */
  transient long fingerprint;

  /** Whether the page is to be handed out once more, since a host cannot be asked now. */
  transient boolean again;

  /** The host that it waits for until then; "" is its own. */
  transient String waitsFor = "";

  /** The line of guests of another host that it was taken from. */
  transient LevelFrontier.@Nullable Queue line;

  /** Whether an answer was dropped, as there was no room for it while the page waited. */
  transient boolean wasDropped;

  /** How much of the room for answers it takes. */
  transient long keptBytes;

  /** Whether the answer was parsed. */
  transient boolean isParsed;

  /** The sitemaps that count as linked from it, as far as they were read. */
  transient @Nullable Listing listing;

  /** Whether all of them were. */
  transient boolean isListed;

  private transient @Nullable Patience patience;

  Visit() {}

  Visit(PageUrl page, int index, boolean isOwn) {
    this.page = page;
    this.url = page.toString();
    this.index = index;
    this.isOwn = isOwn;
  }

  /** The same page as if it had not been asked yet; its patience is what is left of it. */
  Visit anew() {
    Visit visit = new Visit(page(), index, isOwn);
    visit.patience = patience;
    visit.wasDropped = wasDropped;
    return visit;
  }

  /** Gives it patience, unless it has some from being handed out before. */
  void patient(long maxWaitMillis) {
    if (patience == null) {
      patience = new Patience(page().host(), maxWaitMillis);
    }
  }

  Patience patience() {
    return Objects.requireNonNull(patience, "a page that was handed out has patience");
  }

  /** Adds to the links. */
  void addLinks(List<PageUrl> more) {
    links = Stream.concat(links.stream(), more.stream()).toList();
  }

  /** The page's URL; a visit that crawler4j made from a string is parsed here. */
  PageUrl page() {
    PageUrl known = page;
    if (known == null) {
      known = PageUrl.parse(url).orElseThrow(() -> Errors.notNormal(url));
      page = known;
    }
    return known;
  }

  @Override
  public String getURL() {
    return url;
  }

  @Override
  public void setURL(String url) {
    this.url = url;
    this.page = null;
  }

  @Override
  public int getDocid() {
    return docid;
  }

  @Override
  public void setDocid(int docid) {
    this.docid = docid;
  }

  @Override
  public String getParentUrl() {
    return parentUrl;
  }

  @Override
  public void setParentUrl(String parentUrl) {
    this.parentUrl = parentUrl == null ? "" : parentUrl;
  }

  @Override
  public short getDepth() {
    return depth;
  }

  @Override
  public void setDepth(short depth) {
    this.depth = depth;
  }

  @Override
  public String getPath() {
    return page().path();
  }

  @Override
  public String getDomain() {
    return page().host();
  }

  @Override
  public String getSubDomain() {
    return "";
  }

  @Override
  public int getParentDocid() {
    return -1;
  }

  @Override
  public String getAnchor() {
    return "";
  }

  @Override
  public byte getPriority() {
    return 0;
  }

  @Override
  public String getTag() {
    return "";
  }

  @Override
  public Map<String, String> getAttributes() {
    return Map.of();
  }

  @Override
  public String getAttribute(String name) {
    return "";
  }

  // What crawler4j would keep here plays no part in this engine: order follows from the URL alone.

  @Override
  public void setTldList(TLDList tldList) {}

  @Override
  public void setParentDocid(int parentDocid) {}

  @Override
  public void setPath(String path) {}

  @Override
  public void setAnchor(String anchor) {}

  @Override
  public void setPriority(byte priority) {}

  @Override
  public void setTag(String tag) {}

  @Override
  public void setAttributes(Map<String, String> attributes) {}

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Visit visit && visit.url.equals(url);
  }

  @Override
  public int hashCode() {
    return url.hashCode();
  }

  @Override
  public String toString() {
    return url;
  }
}
