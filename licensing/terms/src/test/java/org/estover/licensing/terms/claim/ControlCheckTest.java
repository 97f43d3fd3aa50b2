package org.estover.licensing.terms.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.estover.licensing.terms.agreement.Ratio;
import org.junit.jupiter.api.Test;

final class ControlCheckTest {

  private static final Claim HOST = claim("ada.test");
  private static final Claim PATH = claim("sites.test/users/ada");

  /** Pages by address, and texts by name. */
  private static final class Said implements PublicPlaces {
    private final Map<String, String> pages = new TreeMap<>();
    private final Set<String> html = new TreeSet<>();
    private final Map<String, List<String>> texts = new TreeMap<>();

    @Override
    public List<String> texts(String name) throws IOException {
      if (name.contains("broken")) {
        throw new IOException("no answer");
      }
      return texts.getOrDefault(name, List.of());
    }

    @Override
    public Optional<String> plainText(String host, String path) throws IOException {
      if (html.contains(host + path)) {
        throw new IOException("it is a page");
      }
      return page(host, path);
    }

    @Override
    public Optional<String> page(String host, String path) {
      return Optional.ofNullable(pages.get(host + path));
    }
  }

  @Test
  void aTextRecordIsEnough() {
    Said said = new Said();
    said.texts.put("_estover-claim.ada.test", List.of("v=other", HOST.token()));
    assertThat(proof(said, HOST)).contains("dns-txt");
    assertThat(proof(said, claim("blog.ada.test"))).isEmpty();
  }

  @Test
  void aLineOfTheWellKnownFileIsEnough() {
    Said said = new Said();
    said.pages.put("ada.test/.well-known/estover-claim.txt", "# ours\r\n" + HOST.token() + "\r\n");
    assertThat(proof(said, HOST)).contains("well-known");
    said.pages.put("ada.test/.well-known/estover-claim.txt", HOST.token() + "0");
    assertThat(proof(said, HOST)).as("another id that begins alike").isEmpty();
  }

  @Test
  void aPageIsNoFile() {
    Said said = new Said();
    String file = "ada.test/.well-known/estover-claim.txt";
    for (String body :
        List.of(
            "<!doctype html><html><body><p>\n" + HOST.token() + "\n</p></body></html>",
            "\uFEFF\n<html><body><pre>\n" + HOST.token() + "\n</pre>",
            "no page of that name; you asked for " + HOST.token() + " here",
            "hello; " + HOST.token())) {
      said.pages.put(file, body);
      assertThat(proof(said, HOST)).as(body).isEmpty();
    }
    said.pages.put(file, "\uFEFF" + HOST.token() + " \r\n");
    assertThat(proof(said, HOST)).contains("well-known");
    said.pages.put(file, HOST.token());
    said.html.add(file);
    assertThat(new ControlCheck(said).look(HOST))
        .extracting(ControlCheck.Look::outcome)
        .contains("not readable: it is a page");
  }

  @Test
  void aMetaTagCountsInTheHeadOnly() {
    String tag = "<META content='" + HOST.id() + "' data-x=1 name=\"estover-claim\" />";
    Said said = new Said();
    said.pages.put("ada.test/", "<html><head>" + tag + "</head><body>hello");
    assertThat(proof(said, HOST)).contains("meta-tag");
    for (String page :
        List.of(
            "<html><head></head><body>" + tag,
            "<html><head><!-- " + tag + " --></head>",
            "<html><head><title>x</title></head>" + tag,
            "<html><head><script>'" + tag + "'</script></head>",
            "<html><head><title>" + tag + "</title></head>",
            "<html><head><meta name=x content=\"" + tag.replace('"', '.') + "\"></head>",
            "<html><head><meta name=\"x\" value=\"hi name=estover-claim content="
                + HOST.id()
                + " \"></head>",
            "<head><meta property='name=estover-claim content=" + HOST.id() + " '></head>",
            "<head><meta name=x name=estover-claim content=" + HOST.id() + "></head>",
            "<head>hello " + tag + "</head>",
            "<head><p>" + tag + "</p></head>",
            "<head>" + tag,
            tag)) {
      said.pages.put("ada.test/", page);
      assertThat(proof(said, HOST)).as(page).isEmpty();
    }
  }

  @Test
  void aHeadIsReadAsABrowserReadsIt() {
    String tag = "<meta\nname = estover-claim\n content=" + HOST.id() + ">";
    Said said = new Said();
    for (String page :
        List.of(
            "<!DOCTYPE html><html lang=en><head><title>a < b</title>" + tag + "</head>",
            "\uFEFF<HTML><HEAD><!-- > --><link rel='a>b'>" + tag + "<body>",
            "<head><!--><style>p > b {}</style><base href=/ />" + tag + "</head >",
            "<head><script>if (a < b && '</p>') {}</SCRIPT >" + tag + "<div>",
            tag + "<body>")) {
      said.pages.put("ada.test/", page);
      assertThat(proof(said, HOST)).as(page).contains("meta-tag");
    }
  }

  @Test
  void aPathIsProvenByItsHostOrByItself() {
    Said host = new Said();
    host.pages.put("sites.test/.well-known/estover-claim.txt", PATH.token());
    assertThat(proof(host, PATH)).contains("well-known");
    Said page = new Said();
    page.pages.put(
        "sites.test/users/ada", "<head><meta name=estover-claim content=" + PATH.id() + "></head>");
    assertThat(proof(page, PATH)).contains("meta-tag");
    Said file = new Said();
    file.pages.put("sites.test/users/ada/estover-claim.txt", PATH.token());
    assertThat(proof(file, PATH)).contains("path-file");
    assertThat(proof(file, claim("sites.test"))).as("a part does not prove the whole").isEmpty();
  }

  @Test
  void whatCannotBeReadIsSaidAndTheRestIsLookedAt() {
    Claim broken = claim("broken.test");
    Said said = new Said();
    said.pages.put("broken.test/.well-known/estover-claim.txt", broken.token());
    List<ControlCheck.Look> looks = new ControlCheck(said).look(broken);
    assertThat(looks)
        .extracting(ControlCheck.Look::outcome)
        .containsExactly("not readable: no answer", "says " + broken.token());
  }

  private static Optional<String> proof(PublicPlaces places, Claim claim) {
    return ControlCheck.proof(new ControlCheck(places).look(claim)).map(ControlCheck.Look::method);
  }

  private static Claim claim(String scope) {
    return new Claim(
        "pty_aaaa", "Ada", ClaimScope.parse(scope), Ratio.ONE, LocalDate.of(2026, 11, 1));
  }
}
