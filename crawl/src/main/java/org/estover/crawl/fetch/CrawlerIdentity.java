package org.estover.crawl.fetch;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.estover.crawl.document.PageUrl;
import org.estover.crawl.warc.HttpField;
import org.jspecify.annotations.Nullable;

/**
 * Who a crawler says it is: its product token and a page about it in {@code User-Agent}, and, with
 * a key, a signature of each request that any site can check (Web Bot Auth, on RFC 9421).
 *
 * <p>The signature covers method, authority and path of the request and the {@code Signature-Agent}
 * field, which names the origin where the public key is served. Immutable and thread-safe.
 */
public final class CrawlerIdentity {
  /** Where on the contact page's origin the public key is served. */
  public static final String DIRECTORY = "/.well-known/http-message-signatures-directory";

  /** The media type of the document there. */
  public static final String DIRECTORY_TYPE = "application/http-message-signatures-directory+json";

  private static final String LABEL = "sig1";
  private static final String TAG = "web-bot-auth";

  /** How long a signature holds: as long as clocks may differ, and no longer. */
  private static final long VALID_SECONDS = 300;

  private static final int NONCE_BYTES = 32;

  private final String userAgent;
  private final @Nullable Signing signing;

  private CrawlerIdentity(String userAgent, @Nullable Signing signing) {
    this.userAgent = userAgent;
    this.signing = signing;
  }

  /** With what requests are signed, and where the public half is served. */
  private record Signing(CrawlerKey key, String origin, SecureRandom nonces) {}

  /**
   * A crawler that signs nothing.
   *
   * @param contact URL of a page about the crawler, or ""
   */
  public static CrawlerIdentity unsigned(String contact) {
    return new CrawlerIdentity(userAgent(contact), null);
  }

  /**
   * A crawler that signs.
   *
   * @param contact URL of a page about the crawler, on the origin that serves the key's directory
   * @throws IllegalArgumentException if that is no such URL
   */
  public static CrawlerIdentity signed(String contact, CrawlerKey key, SecureRandom nonces) {
    PageUrl page = PageUrl.parse(contact).orElseThrow(() -> Errors.noContact(contact));
    return new CrawlerIdentity(userAgent(contact), new Signing(key, page.authority(), nonces));
  }

  private static String userAgent(String contact) {
    return contact.isEmpty() ? WebCrawler.USER_AGENT : WebCrawler.AGENT + "/0.1 (+" + contact + ")";
  }

  /** The {@code User-Agent} field of every request. */
  public String userAgent() {
    return userAgent;
  }

  /** The fields that sign a request for {@code url}; none without a key. */
  public List<HttpField> signature(PageUrl url, Instant now) {
    Signing with = signing;
    if (with == null) {
      return List.of();
    }
    String origin = with.origin;
    byte[] nonce = new byte[NONCE_BYTES];
    with.nonces.nextBytes(nonce);
    Map<String, String> components = new LinkedHashMap<>();
    components.put("\"@authority\"", url.host() + (url.port() < 0 ? "" : ":" + url.port()));
    components.put("\"@method\"", "GET");
    components.put("\"@path\"", pathOnly(url.path()));
    components.put("\"signature-agent\";key=\"" + LABEL + "\"", "\"" + origin + "\"");
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("created", Long.toString(now.getEpochSecond()));
    parameters.put("expires", Long.toString(now.getEpochSecond() + VALID_SECONDS));
    parameters.put("keyid", "\"" + with.key.thumbprint() + "\"");
    parameters.put("nonce", "\"" + Base64.getEncoder().encodeToString(nonce) + "\"");
    parameters.put("tag", "\"" + TAG + "\"");
    MessageSignature signature = new MessageSignature(LABEL, components, parameters);
    return List.of(
        new HttpField("Signature-Agent", LABEL + "=\"" + origin + "\""),
        new HttpField("Signature-Input", signature.inputField()),
        new HttpField("Signature", signature.signatureField(with.key)));
  }

  private static String pathOnly(String path) {
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }
}
