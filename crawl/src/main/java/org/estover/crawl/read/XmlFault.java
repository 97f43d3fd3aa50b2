package org.estover.crawl.read;

/** Why a record that a parser refused is no XML, as asides say it. */
final class XmlFault {
  private XmlFault() {}

  /**
   * Returns the reason.
   *
   * @param last whether the record is the last of its file
   */
  static String reason(byte[] record, int from, int to, boolean last) {
    for (int i = from; i < to; i++) {
      if (record[i] == 0) {
        return "nul-byte";
      }
    }
    int end = to;
    while (end > from && record[end - 1] <= ' ' && record[end - 1] >= 0) {
      end--;
    }
    boolean cut = last && (end == from || record[end - 1] != '>');
    return cut ? "xml-truncated" : "xml-syntax";
  }
}
