package dev.sightline.schemas.registry;

import java.util.Optional;

/** Turns an answer that refuses into an exception that says what to do about it. */
final class Refusal {
  private Refusal() {}

  /**
   * @param request what was asked, such as "register a.B under subject c"
   */
  static SchemaRegistryException of(String request, Answer answer) {
    return exception(request, answer, explanation(answer));
  }

  static SchemaRegistryException unintelligible(String request, Answer answer) {
    return exception(request, answer, "the answer is not a schema registry's");
  }

  private static SchemaRegistryException exception(
      String request, Answer answer, String explanation) {
    return new SchemaRegistryException(
        "can't %s at %s: %s (%s)".formatted(request, answer.url(), explanation, answer.describe()));
  }

  private static String explanation(Answer answer) {
    Optional<Credentials> sent = answer.url().credentials();
    return switch (answer.status()) {
      case 400 ->
          answer.isForTlsOnly()
              ? "the port wants TLS: " + RegistryConfig.URL + " must begin with https://"
              : "unexpected answer";
      case 401 ->
          sent.map(used -> "the registry refuses the configured credentials; look at " + used)
              .orElse(
                  "the registry wants credentials and none are configured; set "
                      + Credentials.USER_INFO
                      + " or "
                      + Credentials.TOKEN);
      case 403 ->
          sent.map(
                  used ->
                      "the configured credentials do not allow this; let the registry grant it to"
                          + " that of "
                          + used)
              .orElse(
                  "the registry does not allow this without credentials; set "
                      + Credentials.USER_INFO
                      + " or "
                      + Credentials.TOKEN);
      case 404 -> notFound(answer.errorCode());
      case 409 -> "the schema is incompatible with those that the subject has";
      case 422 -> "the registry holds the schema or the subject to be invalid";
      default -> "unexpected answer";
    };
  }

  private static String notFound(int errorCode) {
    return switch (errorCode) {
      case 40401, 40402, 40403 ->
          "it is not registered; register it first, or set auto.register.schemas=true";
      default ->
          "there is no schema registry at this path; mind the path in "
              + RegistryConfig.URL
              + ", such as /apis/ccompat/v7 for Apicurio";
    };
  }
}
