package org.estover.jobs.claim;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.estover.crawl.place.PublicWeb;
import org.estover.licensing.terms.claim.PublicPlaces;

/** The crawler's web as the terms ask it for what proves a claim. */
public final class WebPlaces implements PublicPlaces {
  private final PublicWeb web;

  /** The places of that web. */
  public WebPlaces(PublicWeb web) {
    this.web = web;
  }

  @Override
  public List<String> texts(String name) throws IOException {
    return web.texts(name);
  }

  @Override
  public Optional<String> page(String host, String path) throws IOException {
    return web.page(host, path);
  }

  @Override
  public Optional<String> plainText(String host, String path) throws IOException {
    return web.plainText(host, path);
  }
}
