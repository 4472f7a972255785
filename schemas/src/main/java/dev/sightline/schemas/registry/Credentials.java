package dev.sightline.schemas.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * What the client says of itself to a registry. Its text is the setting alone: no secret gets into
 * a message.
 *
 * @param header the value of the {@code Authorization} header
 * @param setting the key that it comes from
 */
record Credentials(String header, String setting) {
  static final String BASIC_SOURCE = "basic.auth.credentials.source";
  static final String USER_INFO = "basic.auth.user.info";
  static final String BEARER_SOURCE = "bearer.auth.credentials.source";
  static final String TOKEN = "bearer.auth.token";

  /** Those for every URL; empty when each URL brings its own or none. */
  static Optional<Credentials> of(ConfigReader reader) {
    Optional<Credentials> basic = basic(reader);
    Optional<Credentials> bearer = bearer(reader);
    if (basic.isPresent() && bearer.isPresent()) {
      reader.fault(USER_INFO + " and " + TOKEN, "only one of the two can be sent");
    }
    return basic.or(() -> bearer);
  }

  /**
   * @param userInfo user:password
   * @param setting the key that it comes from
   */
  static Credentials basic(String userInfo, String setting) {
    byte[] bytes = userInfo.getBytes(StandardCharsets.UTF_8);
    return new Credentials("Basic " + Base64.getEncoder().encodeToString(bytes), setting);
  }

  @Override
  public String toString() {
    return setting;
  }

  private static Optional<Credentials> basic(ConfigReader reader) {
    Optional<String> userInfo = reader.prefixable(USER_INFO);
    String source = reader.prefixable(BASIC_SOURCE).orElse(userInfo.isPresent() ? "USER_INFO" : "");
    switch (source) {
      case "" -> {}
      case "URL" ->
          userInfo.ifPresent(
              set -> reader.fault(USER_INFO, "is set, but " + BASIC_SOURCE + " is URL"));
      case "USER_INFO" -> {
        if (userInfo.filter(info -> info.contains(":")).isEmpty()) {
          reader.fault(USER_INFO, "expected user:password, as " + BASIC_SOURCE + " is USER_INFO");
        }
        return userInfo.map(info -> basic(info, USER_INFO));
      }
      default -> reader.fault(BASIC_SOURCE, "expected URL or USER_INFO, found " + source);
    }
    return Optional.empty();
  }

  private static Optional<Credentials> bearer(ConfigReader reader) {
    Optional<String> token = reader.prefixable(TOKEN);
    String source = reader.prefixable(BEARER_SOURCE).orElse("STATIC_TOKEN");
    if (!source.equals("STATIC_TOKEN")) {
      reader.fault(BEARER_SOURCE, "expected STATIC_TOKEN, found " + source);
    } else if (reader.prefixable(BEARER_SOURCE).isPresent() && token.isEmpty()) {
      reader.fault(TOKEN, "is not set, though " + BEARER_SOURCE + " is STATIC_TOKEN");
    }
    if (token.filter(text -> !text.matches("[\\x21-\\x7e]+")).isPresent()) {
      reader.fault(TOKEN, "has characters that an HTTP header can't carry");
    }
    return token.map(text -> new Credentials("Bearer " + text, TOKEN));
  }
}
