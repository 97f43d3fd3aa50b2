package org.estover.jobs.artifact;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * What one POM says about its license and its rights holder, its parents left aside.
 *
 * @param licenses in the order written
 * @param organization name of the organization, or ""
 * @param people names of developers and contributors
 * @param parent the POM it inherits from
 */
record Pom(
    List<License> licenses, String organization, Set<String> people, Optional<Coordinate> parent) {
  Pom {
    licenses = List.copyOf(licenses);
    people = Set.copyOf(people);
  }

  /** A license as named in a POM; either part may be "". */
  record License(String name, String url) {}

  static Pom read(Path file) throws IOException {
    Element project = parse(file);
    List<License> licenses = new ArrayList<>();
    for (Element license : grandchildren(project, "licenses", "license")) {
      licenses.add(new License(text(license, "name"), text(license, "url")));
    }
    Set<String> people = new HashSet<>();
    for (Element developer : grandchildren(project, "developers", "developer")) {
      people.add(text(developer, "name"));
    }
    for (Element contributor : grandchildren(project, "contributors", "contributor")) {
      people.add(text(contributor, "name"));
    }
    String organization =
        child(project, "organization").map(element -> text(element, "name")).orElse("");
    return new Pom(licenses, organization, people, parent(project));
  }

  private static Optional<Coordinate> parent(Element project) {
    return child(project, "parent")
        .map(
            parent ->
                new Coordinate(
                    text(parent, "groupId"),
                    text(parent, "artifactId"),
                    text(parent, "version"),
                    "",
                    "pom"));
  }

  private static Element parse(Path file) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder.parse(file.toFile()).getDocumentElement();
    } catch (ParserConfigurationException e) {
      throw new AssertionError("the platform's parser knows these features", e);
    } catch (SAXException e) {
      throw new IOException(Errors.badPom(file, String.valueOf(e.getMessage())), e);
    }
  }

  private static Optional<Element> child(Element parent, String name) {
    return children(parent, name).stream().findFirst();
  }

  /** Those called {@code name} in the first child called {@code list}. */
  private static List<Element> grandchildren(Element parent, String list, String name) {
    return child(parent, list).map(element -> children(element, name)).orElse(List.of());
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        children.add(element);
      }
    }
    return children;
  }

  private static String text(Element parent, String name) {
    return child(parent, name).map(e -> e.getTextContent().strip()).orElse("");
  }
}
