package org.estover.dedupe.exact;

/** What a paragraph is. */
public enum ParagraphCut {
  /** What stands between line feeds: what dolma and datatrove call a paragraph. */
  LINE("estover.paragraph.v1"),

  /** A run of lines between blank ones, which have nothing but white space. */
  BLOCK("estover.block.v1");

  private final String version;

  ParagraphCut(String version) {
    this.version = version;
  }

  /** The name of cut and key; another result means another name. */
  public String version() {
    return version;
  }
}
