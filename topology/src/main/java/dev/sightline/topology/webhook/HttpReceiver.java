package dev.sightline.topology.webhook;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A receiver over HTTP. The address is told to nobody but its host: a path, as of Slack's, may be a
 * secret.
 *
 * <p>A redirect is not followed: alerts would go where nobody has sent them. What tells that the
 * receiver is overloaded or is not there for a while is {@link Answer.Unavailable}; any other
 * status from 400 to 499 is {@link Answer.Refused}.
 */
final class HttpReceiver implements Receiver {
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_EARLY = 425;
  private static final int TOO_MANY_REQUESTS = 429;

  private final WebhookSettings settings;
  private final Clock clock;
  private final HttpClient client;

  /**
   * @param clock of the signatures
   */
  HttpReceiver(WebhookSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.timeout())
            .build();
  }

  @Override
  public Answer post(String id, String body) throws InterruptedException {
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request(id, body), FirstWords::of);
    try {
      return judge(answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException late) {
      answer.cancel(true);
      return unavailable("does not answer within " + settings.timeout().toMillis() + " ms");
    } catch (InterruptedException closing) {
      answer.cancel(true);
      throw closing;
    } catch (ExecutionException failed) {
      return unavailable("can't be reached: " + reasonOf(failed.getCause()));
    }
  }

  private HttpRequest request(String id, String body) {
    long seconds = clock.instant().getEpochSecond();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(settings.url())
            .header("Content-Type", "application/json; charset=utf-8")
            .header("User-Agent", "sightline")
            .header("webhook-id", id)
            .header("webhook-timestamp", Long.toString(seconds))
            .POST(BodyPublishers.ofString(body));
    settings
        .secret()
        .ifPresent(
            secret -> request.header("webhook-signature", secret.signature(id, seconds, body)));
    return request.build();
  }

  private Answer judge(HttpResponse<String> answer) {
    int status = answer.statusCode();
    if (status / 100 == 2) {
      return new Answer.Taken();
    }
    String said = "answers " + status + (answer.body().isEmpty() ? "" : ": " + answer.body());
    if (status / 100 == 3) {
      return unavailable("answers " + status + ": a redirect, which is not followed");
    }
    boolean isBusy =
        status == REQUEST_TIMEOUT || status == TOO_EARLY || status == TOO_MANY_REQUESTS;
    return status / 100 == 4 && !isBusy
        ? new Answer.Refused(ofHost(said))
        : new Answer.Unavailable(ofHost(said), RetryAfter.of(answer.headers(), clock.instant()));
  }

  private Answer unavailable(String what) {
    return new Answer.Unavailable(ofHost(what), Optional.empty());
  }

  private String ofHost(String what) {
    return settings.url().getHost() + " " + what;
  }

  /** The client's failures often have no message; none may tell the address. */
  private String reasonOf(Throwable failure) {
    String name = failure.getClass().getSimpleName();
    String message = failure.getMessage();
    return message == null || message.contains(settings.url().toString())
        ? name
        : name + " (" + message + ")";
  }
}
