package org.estover.licensing.portal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.estover.licensing.terms.claim.PublicPlaces;

/** The web and DNS as tests write them; all that they did not write is not there. */
public final class SamplePlaces implements PublicPlaces {
  private final Map<String, String> texts = new ConcurrentHashMap<>();
  private final Map<String, String> files = new ConcurrentHashMap<>();

  /** Writes a TXT record. */
  public void record(String name, String text) {
    texts.put(name, text);
  }

  /** Writes a file. */
  public void file(String host, String path, String text) {
    files.put(host + path, text);
  }

  @Override
  public List<String> texts(String name) {
    return Optional.ofNullable(texts.get(name)).stream().toList();
  }

  @Override
  public Optional<String> page(String host, String path) {
    return Optional.empty();
  }

  @Override
  public Optional<String> plainText(String host, String path) {
    return Optional.ofNullable(files.get(host + path));
  }
}
