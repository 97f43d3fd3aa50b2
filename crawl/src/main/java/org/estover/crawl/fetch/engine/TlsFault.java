package org.estover.crawl.fetch.engine;

import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Says in plain words what is wrong with a site's certificate. */
final class TlsFault {
  private TlsFault() {}

  /** Why a request failed: of a certificate in plain words, else as the platform says it. */
  static String reason(IOException failure) {
    String said = String.valueOf(failure.getMessage());
    if (!(failure instanceof SSLException)) {
      return said;
    }
    String plain = "no connection that is safe";
    if (failure instanceof SSLPeerUnverifiedException) {
      plain = "its certificate is another host's";
    }
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateExpiredException) {
        plain = "its certificate has expired";
      } else if (cause instanceof CertificateNotYetValidException) {
        plain = "its certificate does not hold yet";
      } else if (cause instanceof CertPathBuilderException) {
        plain = "its certificate is from nobody who is believed";
      }
    }
    return plain + " (" + said + ")";
  }
}
