package org.estover.licensing.portal.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.estover.licensing.portal.PortalServer;
import org.estover.licensing.portal.SampleRelease;
import org.estover.licensing.portal.desk.OpenReleases;
import org.estover.tokenize.release.Release;
import org.estover.tokenize.release.ReleaseContent;
import org.estover.tokenize.release.Removal;
import org.estover.tokenize.release.UriHost;
import org.junit.jupiter.api.Test;

/** Every picture says exactly as much as the release, to the unit. */
final class ChartSumsTest {
  private static final PortalServer PORTAL = PortalServer.shared();

  private static Release release() throws Exception {
    return PORTAL.bean(OpenReleases.class).find(PORTAL.made().releases().get(0)).orElseThrow();
  }

  private static ReleaseContent dropping(List<Removal> removals) throws Exception {
    ReleaseContent content = release().content();
    return new ReleaseContent(
        content.name(),
        content.planDigest(),
        content.algorithms(),
        content.tokenizer(),
        content.order(),
        content.sources(),
        content.licenses(),
        content.rights(),
        removals,
        content.withdrawnDigest(),
        content.base(),
        content.shards(),
        content.intervention());
  }

  @Test
  void everyStageOfTheFunnelGivesOnWhatItDoesNotTake() throws Exception {
    ReleaseContent content =
        dropping(
            List.of(
                new Removal("02-extract", "too-large", 1),
                new Removal("03-filter", "rights-denied", 7),
                new Removal("03-filter", "gopher-quality: too few words", 40),
                new Removal("03-filter", "never", 0),
                new Removal("04-dedupe", "near-duplicate", 12)));
    Funnel funnel = Funnel.of(content);
    assertThat(funnel.stages().get(0).in()).isEqualTo(content.documents() + 60);
    long inRelease = 0;
    for (Funnel.Node node : funnel.nodes()) {
      long in = sum(funnel, node.id(), false);
      long out = sum(funnel, node.id(), true);
      if (node.id().equals("02-extract")) {
        assertThat(out).isEqualTo(content.documents() + 60);
      } else if (node.kind().equals("stage")) {
        assertThat(in).as("into " + node.id()).isEqualTo(out).isPositive();
      } else if (node.kind().equals("rule")) {
        assertThat(in).as("into " + node.id()).isPositive();
      } else {
        inRelease = in;
      }
    }
    assertThat(inRelease).isEqualTo(content.documents());
    assertThat(funnel.stages().get(2).out()).isEqualTo(content.documents());
  }

  private static long sum(Funnel funnel, String node, boolean out) {
    return funnel.flows().stream()
        .filter(flow -> (out ? flow.from() : flow.to()).equals(node))
        .mapToLong(Funnel.Flow::documents)
        .sum();
  }

  @Test
  void aFunnelWithoutRemovalsIsEmpty() throws Exception {
    assertThat(Funnel.of(dropping(List.of())).flows()).isEmpty();
  }

  @Test
  void theMixOfLicensesIsTheRelease() throws Exception {
    ReleaseContent content = release().content();
    List<LicenseKinds.Part> mix = LicenseKinds.mix(content);
    assertThat(mix.stream().mapToLong(LicenseKinds.Part::tokens).sum()).isEqualTo(content.tokens());
    assertThat(mix.stream().mapToLong(LicenseKinds.Part::documents).sum())
        .isEqualTo(content.documents());
    assertThat(mix).extracting(LicenseKinds.Part::kind).contains("public-domain", "attribution");
  }

  @Test
  void theTreemapOfDomainsIsTheRelease() throws Exception {
    DomainShares shares = DomainShares.of(release());
    assertThat(shares.tokens()).isEqualTo(release().content().tokens());
    long tokens = shares.rest().tokens();
    long documents = shares.rest().documents();
    for (DomainShares.Domain domain : shares.domains()) {
      tokens += domain.tokens();
      documents += domain.documents();
      assertThat(domain.tokensByKind().values().stream().mapToLong(Long::longValue).sum())
          .isEqualTo(domain.tokens());
    }
    assertThat(tokens).isEqualTo(release().content().tokens());
    assertThat(documents).isEqualTo(release().content().documents());
    assertThat(shares.domains()).extracting(DomainShares.Domain::name).contains("www.bob.test");
    assertThat(shares.topTenth()).isEqualTo(1);
    assertThat(shares.topTenthTokens()).isEqualTo(shares.domains().get(0).tokens());
  }

  @Test
  void aDomainSumsItsSites() {
    // No list of public suffixes has the one of tests.
    assertThat(DomainShares.domainOf(UriHost.of(SampleRelease.url(1)))).isEqualTo("www.bob.test");
    assertThat(DomainShares.domainOf("a.b.example.co.uk")).isEqualTo("example.co.uk");
    assertThat(DomainShares.domainOf("127.0.0.1")).isEqualTo("127.0.0.1");
  }

  @Test
  void theMapOfTheOrderCountsEverySequenceOnce() throws Exception {
    ReleaseContent content = release().content();
    OrderMap map = OrderMap.of(content);
    TreeMap<String, Long> counted = new TreeMap<>();
    long next = 0;
    for (OrderMap.Bin bin : map.bins()) {
      assertThat(bin.from()).isEqualTo(next);
      assertThat(bin.sequences().stream().mapToLong(Long::longValue).sum())
          .isEqualTo(bin.to() - bin.from());
      next = bin.to();
      for (int s = 0; s < map.sources().size(); s++) {
        counted.merge(map.sources().get(s), bin.sequences().get(s), Long::sum);
      }
    }
    assertThat(map.bins()).hasSizeLessThanOrEqualTo(64);
    assertThat(next).isEqualTo(content.order().positions());
    content
        .sources()
        .forEach(
            source ->
                assertThat(Objects.requireNonNull(counted.get(source.name())))
                    .isEqualTo(source.slots()));
  }
}
