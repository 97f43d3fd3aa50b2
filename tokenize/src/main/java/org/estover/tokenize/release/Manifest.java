package org.estover.tokenize.release;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * The one small file that makes a set of files a release: canonical JSON with exactly two fields.
 *
 * <p>{@code content} is what the release is; its digest is the release's id. {@code evidence} is
 * how it came about (times, capture coordinates, digests of intermediate tables), which may differ
 * between two walks that made the same release.
 *
 * @param evidence an object that canonical JSON can write
 */
public record Manifest(ReleaseContent content, SortedMap<String, Object> evidence) {
  private static final int ID_DIGITS = 32;

  /**
   * Copies the evidence deeply.
   *
   * @throws IllegalArgumentException if it does not name its files as it has to
   */
  public Manifest {
    evidence = CanonicalJson.copyObject(evidence);
    LookupFiles.of(evidence);
  }

  /** The same release with other evidence. */
  public Manifest with(SortedMap<String, Object> otherEvidence) {
    return new Manifest(content, otherEvidence);
  }

  /** The files that look-ups are answered from; none of a release of an earlier version. */
  public LookupFiles lookup() {
    return LookupFiles.of(evidence);
  }

  /** All files that the content and the evidence name, each once. */
  public List<ReleasedFile> files() {
    Set<ReleasedFile> files = new LinkedHashSet<>(content.files());
    files.addAll(lookup().files());
    return List.copyOf(files);
  }

  /** SHA-256 of the canonical content, lower-case hex; the release id is its beginning. */
  public String contentSha256() {
    return Digests.sha256Hex(CanonicalJson.bytes(content.toJson()));
  }

  /** The release's id: {@code rel_} and the first 32 hex digits of {@link #contentSha256}. */
  public String releaseId() {
    return releaseId(contentSha256());
  }

  private static String releaseId(String contentSha256) {
    return "rel_" + contentSha256.substring(0, ID_DIGITS);
  }

  /**
   * The release's id by the bytes that the manifest was read from: canonical JSON is the content
   * between two known pieces. Writing the content of thousands of shards again would take longer
   * than all else that a batch needs.
   */
  String releaseIdOf(byte[] bytes) {
    int from = "{\"content\":".length();
    int behind = ",\"evidence\":".length() + CanonicalJson.bytes(evidence).length + 1;
    MessageDigest digest = Digests.sha256();
    digest.update(bytes, from, bytes.length - from - behind);
    return releaseId(HexFormat.of().formatHex(digest.digest()));
  }

  /** The bytes of {@code manifest.json}. */
  public byte[] toBytes() {
    return CanonicalJson.bytes(Map.of("content", content.toJson(), "evidence", evidence));
  }

  /**
   * Reads the bytes of a {@code manifest.json}.
   *
   * @param file where they came from, for messages
   * @throws CorruptReleaseException if they are no canonical manifest
   * @throws FormatTooNewException if a newer program wrote it
   */
  public static Manifest parse(byte[] bytes, Path file) throws IOException {
    return parse(bytes, file.toString());
  }

  static Manifest parse(byte[] bytes, String file) throws IOException {
    try {
      JsonFields json = new JsonFields("manifest", CanonicalJson.parseObject(bytes));
      JsonFields content = json.object("content");
      long version = content.integer("format-version");
      if (version > ReleaseContent.FORMAT_VERSION) {
        throw Errors.tooNew(file, ReleaseContent.FORMAT_VERSION, version);
      }
      SortedMap<String, Object> evidence = json.freeObject("evidence");
      long lookup = LookupFiles.versionOf(evidence);
      if (lookup > LookupFiles.VERSION) {
        throw Errors.tooNew(file, LookupFiles.VERSION, lookup);
      }
      Manifest manifest = new Manifest(ReleaseContent.fromJson(content), evidence);
      json.end();
      return manifest;
    } catch (CanonicalJsonException e) {
      throw Errors.damaged(
          file,
          e.offset() / BlockSums.BLOCK_SIZE,
          "no canonical manifest: " + e.getMessage() + ",");
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw Errors.malformed(file, "no valid manifest: " + e.getMessage());
    }
  }
}
