package org.estover.crawl.read.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.estover.crawl.extract.Charsets;
import org.estover.crawl.extract.WholeText;
import org.estover.crawl.read.ReadSink;

/** Reads one message: a few fields of its header, and the text of its parts. */
final class MailMessage {
  /** People's programs nest three deep. */
  private static final int MAX_DEPTH = 20;

  private static final int MAX_HEADER_BYTES = 1 << 16;
  private static final int MAX_FIELDS = 10_000;

  /** A tree of elements takes some fifty times its markup. */
  private static final int MAX_HTML = 8 << 20;

  private static final Set<String> TEXT =
      Set.of("text/plain", "text/markdown", "text/x-patch", "text/x-diff", "text/enriched");

  private static final Set<String> FIELDS =
      Set.of("subject", "message-id", "date", "content-language", "archived-at");

  private static final Pattern FLOWED =
      Pattern.compile("\\bformat\\s*=\\s*\"?flowed", Pattern.CASE_INSENSITIVE);
  private static final Pattern DELETE_SPACE =
      Pattern.compile("\\bdelsp\\s*=\\s*\"?yes", Pattern.CASE_INSENSITIVE);

  private static final MimeConfig CONFIG =
      new MimeConfig.Builder()
          .setMaxLineLen(-1)
          .setMaxHeaderLen(MAX_HEADER_BYTES)
          .setMaxHeaderCount(MAX_FIELDS)
          .setMaxContentLen(-1)
          .build();

  private final MailText mailText;
  private final ReadSink sink;
  private final Map<String, String> fields = new TreeMap<>();
  private final MailBodies bodies = new MailBodies();

  /** The type of the part that is read, with its parameters. */
  private String contentType = "";

  private boolean attachment;
  private boolean encrypted;

  MailMessage(MailText mailText, ReadSink sink) {
    this.mailText = mailText;
    this.sink = sink;
  }

  /** A field of the message's header, or ""; the name in lower case. */
  String field(String name) {
    return fields.getOrDefault(name, "");
  }

  String subject() {
    String subject = DecoderUtil.decodeEncodedWords(field("subject"), DecodeMonitor.SILENT);
    return subject.replaceAll("[\\s\\p{Cc}]+", " ").strip();
  }

  /**
   * Reads the text, without the subject.
   *
   * @throws MimeException if there is no making sense of it; the message is a reason in kebab case
   */
  String read(byte[] message) throws IOException, MimeException {
    MimeTokenStream stream = new MimeTokenStream(CONFIG);
    stream.setRecursionMode(RecursionMode.M_NO_RECURSE);
    stream.parse(new ByteArrayInputStream(message));
    EntityState state = stream.getState();
    while (state != EntityState.T_END_OF_STREAM) {
      step(state, stream);
      state = stream.next();
    }
    String text = bodies.text();
    if (text.isBlank() && encrypted) {
      throw new MimeException("encrypted");
    }
    return text;
  }

  private void step(EntityState state, MimeTokenStream stream) throws IOException, MimeException {
    switch (state) {
      case T_START_MULTIPART -> {
        if (bodies.depth() > MAX_DEPTH) {
          throw new MimeException("mime-too-deep");
        }
        String type = stream.getBodyDescriptor().getMimeType();
        encrypted |= type.equals("multipart/encrypted");
        bodies.begin(type.equals("multipart/alternative"));
      }
      case T_END_MULTIPART -> bodies.end();
      case T_START_HEADER -> {
        attachment = false;
        contentType = "";
      }
      case T_FIELD -> field(stream.getField());
      case T_BODY -> body(stream);
      default -> {
        // Text outside of all parts is for programs that know no parts.
      }
    }
  }

  private void field(Field field) {
    String name = field.getName().toLowerCase(Locale.ROOT);
    String body = String.valueOf(field.getBody()).strip();
    if (name.equals("content-disposition")) {
      attachment = body.toLowerCase(Locale.ROOT).startsWith("attachment");
    } else if (name.equals("content-type")) {
      contentType = body;
    } else if (bodies.depth() == 1 && FIELDS.contains(name)) {
      fields.putIfAbsent(name, body);
    }
  }

  private void body(MimeTokenStream stream) throws IOException {
    BodyDescriptor descriptor = stream.getBodyDescriptor();
    String type = String.valueOf(descriptor.getMimeType()).toLowerCase(Locale.ROOT);
    boolean html = type.equals("text/html");
    if (attachment || !(html || TEXT.contains(type))) {
      sink.skipped(type.startsWith("message/") ? "attached-message" : "attachment");
      return;
    }
    byte[] bytes = stream.getDecodedInputStream().readAllBytes();
    if (html && bytes.length > MAX_HTML) {
      sink.skipped("large-html");
      return;
    }
    String charset = charset(descriptor, bytes);
    if (html) {
      String text = WholeText.of(WholeText.parseHtml(bytes, charset));
      bodies.add(mailText.readable(text, false, false), false);
      return;
    }
    String text = Charsets.decodeText(bytes, charset);
    if (text.contains("-----BEGIN PGP MESSAGE-----")) {
      encrypted = true;
      return;
    }
    boolean flowed = FLOWED.matcher(contentType).find();
    boolean deleteSpace = DELETE_SPACE.matcher(contentType).find();
    bodies.add(mailText.readable(text, flowed, deleteSpace), true);
  }

  /** The charset that a part names, unless its bytes show that it is another. */
  private static String charset(BodyDescriptor descriptor, byte[] bytes) {
    String named = String.valueOf(descriptor.getCharset());
    boolean ascii = true;
    for (byte each : bytes) {
      ascii &= each >= 0;
    }
    if (ascii) {
      return named.equals("null") ? "" : named;
    }
    boolean utf8 = new String(bytes, StandardCharsets.UTF_8).indexOf('\ufffd') < 0;
    boolean wrong = named.equals("null") || named.equalsIgnoreCase("utf-8") || isAscii(named);
    return utf8 ? "utf-8" : wrong ? "" : named;
  }

  private static boolean isAscii(String charset) {
    return charset.equalsIgnoreCase("us-ascii") || charset.equalsIgnoreCase("ascii");
  }
}
