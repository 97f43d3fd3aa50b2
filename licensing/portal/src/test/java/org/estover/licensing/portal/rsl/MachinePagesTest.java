package org.estover.licensing.portal.rsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.net.http.HttpResponse;
import javax.xml.parsers.DocumentBuilderFactory;
import org.estover.licensing.portal.PortalServer;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

final class MachinePagesTest {
  private static final PortalServer PORTAL = PortalServer.shared();
  private static final String RSL = "https://rslstandard.org/rsl";

  private static Document parsed(String xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setNamespaceAware(true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
  }

  @Test
  void theCorpusIsForTrainingAgainstPaymentAndThePagesAreNot() throws Exception {
    HttpResponse<String> answer = PORTAL.anybody().get("/rsl.xml");
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/rsl+xml");
    Document rsl = parsed(answer.body());
    assertThat(rsl.getDocumentElement().getNamespaceURI()).isEqualTo(RSL);
    NodeList contents = rsl.getElementsByTagNameNS(RSL, "content");
    assertThat(contents.getLength()).isEqualTo(3);
    Element corpus = (Element) contents.item(0);
    assertThat(corpus.getAttribute("url")).isEqualTo("/datasets/");
    assertThat(text(corpus, "permits")).isEqualTo("ai-train");
    assertThat(text(corpus, "standard")).endsWith("/licenses");
    assertThat(text(corpus, "copyright")).isEqualTo("The Commons");
    Element pages = (Element) contents.item(2);
    assertThat(pages.getAttribute("url")).isEqualTo("/");
    assertThat(text(pages, "prohibits")).isEqualTo("ai-train");
  }

  @Test
  void namesAreEscaped() throws Exception {
    Document rsl = parsed(RslWriter.document("https://trust.test", "<A> & \"B\""));
    assertThat(text(rsl.getDocumentElement(), "copyright")).isEqualTo("<A> & \"B\"");
  }

  private static String text(Element within, String name) {
    return within.getElementsByTagNameNS(RSL, name).item(0).getTextContent();
  }

  @Test
  void robotsAreToldWhatThePagesAreFor() throws Exception {
    String robots = PORTAL.anybody().page("/robots.txt");
    assertThat(robots.lines())
        .startsWith("User-agent: *", "Allow: /")
        .contains("Disallow: /lookup", "Content-Usage: train-ai=n, ai-use=y, search=y")
        .contains("Content-Signal: search=yes, ai-input=yes, ai-train=no")
        .anyMatch(line -> line.startsWith("License: ") && line.endsWith("/rsl.xml"));
  }

  @Test
  void everyPageSaysWhatItIsFor() throws Exception {
    HttpResponse<String> page = PORTAL.anybody().get("/releases");
    assertThat(page.headers().firstValue("Content-Usage"))
        .hasValue("train-ai=n, ai-use=y, search=y");
    assertThat(page.headers().allValues("Link"))
        .anyMatch(link -> link.contains("rel=\"license\"; type=\"application/rsl+xml\""));
  }

  @Test
  void filesAreReservedAndNobodyIsNamedWhereNobodyIsSet() throws Exception {
    assertThat(PORTAL.anybody().page("/.well-known/tdmrep.json"))
        .contains("\"location\":\"/datasets/\"", "\"tdm-reservation\":1");
    assertThat(PORTAL.anybody().get("/.well-known/security.txt").statusCode()).isEqualTo(404);
  }
}
