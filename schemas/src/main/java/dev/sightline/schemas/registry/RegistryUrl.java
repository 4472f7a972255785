package dev.sightline.schemas.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * One base URL of the registry, without user info and without a slash at its end, and the
 * credentials that go there. Its text is the URL alone: no secret gets into a message.
 */
record RegistryUrl(URI base, Optional<Credentials> credentials) {

  private static final String APICURIO = "/apis/ccompat/v7";

  static List<RegistryUrl> listOf(ConfigReader reader, Optional<Credentials> credentials) {
    List<String> urls = reader.list(RegistryConfig.URL);
    if (urls.isEmpty()) {
      reader.fault(RegistryConfig.URL, "is not set; for example http://localhost:8081");
    }
    return urls.stream().flatMap(url -> parse(url, credentials, reader).stream()).toList();
  }

  /** Where Apicurio has Confluent's API; empty where that is in the URL already. */
  Optional<RegistryUrl> ofApicurio() {
    return base.toString().contains(APICURIO)
        ? Optional.empty()
        : Optional.of(new RegistryUrl(URI.create(base + APICURIO), credentials));
  }

  boolean isPlain() {
    return "http".equalsIgnoreCase(base.getScheme());
  }

  URI resolve(String path) {
    return URI.create(base + path);
  }

  @Override
  public String toString() {
    return base.toString();
  }

  private static Optional<RegistryUrl> parse(
      String text, Optional<Credentials> credentials, ConfigReader reader) {
    String shown = text.replaceFirst("//[^/]*@", "//");
    if (!text.contains("://")) {
      String address = text.replaceFirst("^[^/]*@", "");
      reader.fault(
          RegistryConfig.URL,
          "expected http://%s or https://%s, found %s".formatted(address, address, address));
      return Optional.empty();
    }
    try {
      URI url = new URI(text);
      Optional<String> userInfo = Optional.ofNullable(url.getUserInfo());
      String fault = fault(url, credentials.isPresent());
      if (fault.isEmpty()) {
        return Optional.of(
            new RegistryUrl(
                new URI(shown.replaceFirst("/+$", "")),
                credentials.or(
                    () -> userInfo.map(info -> Credentials.basic(info, RegistryConfig.URL)))));
      }
      reader.fault(RegistryConfig.URL, shown + " " + fault);
    } catch (URISyntaxException malformed) {
      reader.fault(RegistryConfig.URL, shown + " is not a URL: " + malformed.getReason());
    }
    return Optional.empty();
  }

  private static String fault(URI url, boolean otherCredentials) {
    if (!"http".equalsIgnoreCase(url.getScheme()) && !"https".equalsIgnoreCase(url.getScheme())) {
      return "is neither http:// nor https:// (and mock:// stands alone)";
    }
    if (url.getHost() == null) {
      return "has no valid host name";
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      return "has a query or a fragment";
    }
    if (url.getUserInfo() != null && otherCredentials) {
      return "brings credentials, but others are configured as well";
    }
    if (url.getUserInfo() != null && !url.getUserInfo().contains(":")) {
      return "brings a user without a password";
    }
    return "";
  }
}
