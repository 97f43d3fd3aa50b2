package org.estover.jobs.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.estover.crawl.source.ArchiveSource;
import org.estover.crawl.source.ArchiveTerms;
import org.estover.crawl.source.SiteTerms;
import org.estover.crawl.source.Source;
import org.estover.crawl.source.WebSource;

/**
 * An artifact that has been fetched, and what its POM and its parents state.
 *
 * @param artifact what the plan named
 * @param file where the artifact lies
 * @param license SPDX expression, or ""
 * @param holder name of the organization, or the group
 */
public record ArtifactTerms(
    RunPlan.PlanArtifact artifact, Path file, String license, String holder) {

  static RunPlan apply(RunPlan plan, List<ArtifactTerms> resolved) {
    List<RunPlan.PlanInput> inputs = new ArrayList<>(plan.inputs());
    for (ArtifactTerms terms : resolved) {
      RunPlan.PlanArtifact artifact = terms.artifact;
      if (artifact.host().isEmpty()) {
        inputs.add(
            new RunPlan.PlanInput(
                artifact.source(), terms.file, "", artifact.coordinate(), artifact.line()));
      }
    }
    List<Source> sources = plan.sources().stream().map(s -> withTerms(s, resolved)).toList();
    return new RunPlan(
        plan.file(),
        plan.corpus(),
        sources,
        plan.rights(),
        plan.filter(),
        plan.evals(),
        plan.dedupe(),
        plan.tokenizer(),
        plan.order(),
        plan.release(),
        plan.settings(),
        inputs,
        plan.artifacts());
  }

  private static Source withTerms(Source source, List<ArtifactTerms> all) {
    List<ArtifactTerms> own =
        all.stream().filter(terms -> terms.artifact.source().equals(source.name())).toList();
    if (source instanceof ArchiveSource archive) {
      return withTerms(archive, own);
    }
    if (source instanceof WebSource web) {
      List<SiteTerms> sites = web.sites().stream().map(site -> withTerms(site, own)).toList();
      return new WebSource(web.component(), web.crawl(), sites, web.since());
    }
    return source;
  }

  private static ArchiveSource withTerms(ArchiveSource source, List<ArtifactTerms> own) {
    List<String> files = new ArrayList<>(source.files());
    List<ArchiveTerms> archives = new ArrayList<>(source.archives());
    for (ArtifactTerms terms : own) {
      files.add(terms.file.toString());
      archives.add(
          new ArchiveTerms(
              terms.file.getFileName().toString(),
              terms.uriPrefix(),
              source.license().isEmpty() ? terms.license : source.license(),
              source.holder().isEmpty() ? terms.holder : source.holder()));
    }
    return new ArchiveSource(
        source.component(), files, source.include(), source.exclude(), archives);
  }

  /** What the plan asserts for a site wins over what a POM states. */
  private static SiteTerms withTerms(SiteTerms site, List<ArtifactTerms> own) {
    for (ArtifactTerms terms : own) {
      if (terms.artifact.host().equals(site.host())) {
        return new SiteTerms(
            site.host(),
            site.license().isEmpty() ? terms.license : site.license(),
            site.holder().isEmpty() ? terms.holder : site.holder());
      }
    }
    return site;
  }

  /** {@code maven:group:artifact:version}, without a classifier. */
  private String uriPrefix() {
    String[] parts = artifact.coordinate().split(":", -1);
    return "maven:" + parts[0] + ":" + parts[1] + ":" + parts[2];
  }
}
