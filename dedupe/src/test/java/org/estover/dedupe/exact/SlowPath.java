package org.estover.dedupe.exact;

/** RFC 3986 section 5.2.4, step by step on two buffers. */
final class SlowPath {
  private SlowPath() {}

  static String withoutDots(String path) {
    String input = path;
    StringBuilder output = new StringBuilder();
    while (!input.isEmpty()) {
      if (input.startsWith("../")) {
        input = input.substring(3);
      } else if (input.startsWith("./")) {
        input = input.substring(2);
      } else if (input.startsWith("/./")) {
        input = input.substring(2);
      } else if (input.equals("/.")) {
        input = "/";
      } else if (input.startsWith("/../")) {
        input = input.substring(3);
        removeLast(output);
      } else if (input.equals("/..")) {
        input = "/";
        removeLast(output);
      } else if (input.equals(".") || input.equals("..")) {
        input = "";
      } else {
        int end = input.indexOf('/', 1);
        end = end < 0 ? input.length() : end;
        output.append(input, 0, end);
        input = input.substring(end);
      }
    }
    return output.toString();
  }

  private static void removeLast(StringBuilder output) {
    output.setLength(Math.max(0, output.lastIndexOf("/")));
  }
}
