package org.estover.licensing.portal.api;

import static org.estover.licensing.portal.api.Inputs.required;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.util.Objects;
import org.estover.licensing.portal.PortalSettings;
import org.estover.licensing.portal.access.Rule;
import org.estover.licensing.portal.access.Visitor;
import org.estover.licensing.portal.access.Who;
import org.estover.licensing.portal.download.DownloadRefusedException;
import org.estover.licensing.portal.download.Downloads;
import org.estover.licensing.portal.download.ReleaseFile;
import org.estover.licensing.portal.download.Shelf;
import org.estover.licensing.portal.download.ShelvedRelease;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Links by which files of granted releases are read. */
@RestController
final class DownloadRoutes {
  private final Shelf shelf;
  private final Downloads downloads;
  private final PortalSettings settings;
  private final Answers answers;
  private final Inputs inputs;

  DownloadRoutes(
      Shelf shelf, Downloads downloads, PortalSettings settings, Answers answers, Inputs inputs) {
    this.shelf = shelf;
    this.downloads = downloads;
    this.settings = settings;
    this.answers = answers;
    this.inputs = inputs;
  }

  /** What a developer sends. */
  record NewLink(@Nullable String releaseId, @Nullable String file, @Nullable String grantId) {}

  /** A link that opens a file until it expires. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Made(
      String url,
      String expires,
      String releaseId,
      String file,
      @Nullable String grantId,
      long size,
      String etag) {
    /** Without the link, which opens the file to whoever has it. */
    @Override
    public String toString() {
      return "Made[" + releaseId + "/" + file + "]";
    }
  }

  @PostMapping("/v1/download-links")
  @Rule(
      value = {Who.DEVELOPER, Who.OPERATOR},
      scope = "download")
  ResponseEntity<byte[]> link(@RequestBody byte[] body, Visitor visitor) throws IOException {
    NewLink asked = inputs.read(body, NewLink.class);
    String releaseId = required("releaseId", asked.releaseId());
    String name = required("file", asked.file());
    ShelvedRelease release =
        shelf.find(releaseId).orElseThrow(() -> Errors.notYours("releaseId", releaseId));
    ReleaseFile file = release.file(name).orElseThrow(() -> Errors.notYours("file", name));
    try {
      Downloads.MadeLink made =
          downloads.link(visitor, release, file, Objects.requireNonNullElse(asked.grantId(), ""));
      String url = settings.publicUrl() + made.address();
      String grant = made.link().grantId();
      return answers.created(
          url,
          new Made(
              url,
              made.link().expires().toString(),
              release.id(),
              file.name(),
              grant.isEmpty() ? null : grant,
              file.size(),
              made.tag()));
    } catch (DownloadRefusedException e) {
      throw new ProblemException(
          HttpStatus.valueOf(e.status()), "not-granted", "", String.valueOf(e.getMessage()));
    }
  }
}
