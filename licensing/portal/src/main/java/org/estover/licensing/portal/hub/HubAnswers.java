package org.estover.licensing.portal.hub;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.estover.licensing.portal.download.Downloads;
import org.estover.licensing.portal.download.ReleaseFile;
import org.estover.licensing.portal.download.ShelvedRelease;
import org.springframework.stereotype.Component;

/** The bodies of answers, as loaders read them. */
@Component
final class HubAnswers {
  /** Digits of what git calls an object. */
  private static final int OBJECT_DIGITS = 40;

  private static final int ID_DIGITS = 24;

  /** What a pointer to a large file holds beside the digits of its size. */
  private static final int POINTER_SIZE = 125;

  private final Downloads downloads;

  HubAnswers(Downloads downloads) {
    this.downloads = downloads;
  }

  /** What a data set is at a revision. */
  static Map<String, Object> information(Datasets.Revision revision) {
    ShelvedRelease release = revision.release();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("_id", release.commit().substring(0, ID_DIGITS));
    json.put("id", revision.name().path());
    json.put("author", revision.name().owner());
    json.put("sha", release.commit());
    json.put("createdAt", release.published().toString());
    json.put("lastModified", release.published().toString());
    json.put("private", false);
    json.put("gated", "manual");
    json.put("disabled", false);
    json.put("downloads", 0);
    json.put("likes", 0);
    json.put("tags", List.of("estover", "pretraining", "provenance"));
    json.put("description", release.release().content().name() + ", release " + release.id());
    json.put("usedStorage", release.files().values().stream().mapToLong(ReleaseFile::size).sum());
    json.put(
        "siblings",
        release.files().keySet().stream().map(name -> Map.of("rfilename", name)).toList());
    return json;
  }

  /** The revisions of a data set. */
  static Map<String, Object> refs(List<ShelvedRelease> releases, String mainCommit) {
    List<Map<String, Object>> tags = new ArrayList<>();
    for (ShelvedRelease release : releases) {
      tags.add(ref(release.id(), "refs/tags/" + release.id(), release.commit()));
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("tags", tags);
    json.put("branches", List.of(ref("main", "refs/heads/main", mainCommit)));
    json.put("converts", List.of());
    return json;
  }

  private static Map<String, Object> ref(String name, String ref, String commit) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("ref", ref);
    json.put("targetCommit", commit);
    return json;
  }

  /**
   * A file in a list. What has something hidden is not what its digest says, so none is given.
   *
   * @param expand whether the list says since when the file is so
   */
  Map<String, Object> entry(ShelvedRelease release, ReleaseFile file, boolean expand)
      throws IOException {
    String tag = downloads.tag(release, file);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", "file");
    json.put("oid", tag.substring(0, OBJECT_DIGITS));
    json.put("size", file.size());
    json.put("path", file.name());
    if (file.isGated() && tag.equals(file.sha256())) {
      Map<String, Object> lfs = new LinkedHashMap<>();
      lfs.put("oid", tag);
      lfs.put("size", file.size());
      lfs.put("pointerSize", POINTER_SIZE + Long.toString(file.size()).length());
      json.put("lfs", lfs);
    }
    if (expand) {
      Map<String, Object> commit = new LinkedHashMap<>();
      commit.put("id", release.commit());
      commit.put("title", "Release " + release.id());
      commit.put("date", release.published().toString());
      json.put("lastCommit", commit);
    }
    return json;
  }
}
