package dev.sightline.schemas.registry;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests to whichever URL of the registry answers. Connection failures, timeouts, 408, 429 and
 * 5xx lead on to the next URL, and after the last to another round after a pause, unless TLS failed
 * at each: that passes by no waiting. The URL that answered is asked first from then on. Safe for
 * many threads. A caller waits for at most {@code (maxRetries + 1) * urls * requestTimeout} and the
 * pauses between rounds.
 */
final class RegistryHttp {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryHttp.class);
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

  private final RegistryConfig config;
  private final HttpClient client;
  private final List<RegistryUrl> urls;
  private volatile int preferred;

  RegistryHttp(RegistryConfig config) {
    this.config = config;
    this.urls = new CopyOnWriteArrayList<>(config.urls());
    this.client =
        HttpClient.newBuilder()
            // no upgrade to HTTP/2 on plain connections: some proxies fail a POST that asks for it
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.connectTimeout())
            .sslContext(config.tls())
            .build();
  }

  /**
   * @throws SchemaRegistryException when no URL answers; it has each URL and its reason
   */
  Answer get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  /**
   * @throws SchemaRegistryException when no URL answers; it has each URL and its reason
   */
  Answer post(String path, String json) {
    return send("POST", path, BodyPublishers.ofString(json));
  }

  private Answer send(String method, String path, BodyPublisher body) {
    for (int round = 0; ; round++) {
      List<String> reasons = new ArrayList<>();
      boolean mayPass = false;
      int first = preferred;
      for (int i = 0; i < config.urls().size(); i++) {
        int index = (first + i) % config.urls().size();
        RegistryUrl url = urls.get(index);
        try {
          Answer answer = exchange(index, method, path, body);
          if (!answer.isTransientFailure()) {
            preferred = index;
            return answer;
          }
          reasons.add(url + ": " + answer.describe());
          mayPass = true;
        } catch (IOException | TimeoutException failure) {
          NoAnswer why = new NoAnswer(url, failure);
          reasons.add(url + ": " + why.text());
          mayPass |= why.mayPass();
        }
      }
      if (round == config.maxRetries() || !mayPass) {
        String text =
            "no schema registry answered %s %s (rounds: %d): %s"
                .formatted(method, path, round + 1, String.join("; ", reasons));
        throw mayPass ? new RegistryAwayException(text) : new SchemaRegistryException(text);
      }
      pause(round);
    }
  }

  /** A URL that leads to Apicurio, but not to Confluent's API there, is completed. */
  private Answer exchange(int index, String method, String path, BodyPublisher body)
      throws IOException, TimeoutException {
    RegistryUrl url = urls.get(index);
    Answer answer = exchange(url, method, path, body);
    if (answer.isNoSuchPath() && url.ofApicurio().isPresent()) {
      RegistryUrl completed = url.ofApicurio().get();
      Answer there = exchange(completed, method, path, body);
      if (!there.isNoSuchPath() && !there.isTransientFailure()) {
        if (!completed.equals(urls.set(index, completed))) { // two threads may find it at once
          LOG.debug("{} has Confluent's API at {}", url, completed);
        }
        return there;
      }
    }
    return answer;
  }

  private Answer exchange(RegistryUrl url, String method, String path, BodyPublisher body)
      throws IOException, TimeoutException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve(path))
            .method(method, body)
            .header("Content-Type", MEDIA_TYPE)
            .header("Accept", MEDIA_TYPE + ", application/json");
    url.credentials().ifPresent(sent -> request.header("Authorization", sent.header()));
    HttpResponse<String> response =
        await(client.sendAsync(request.build(), BodyHandlers.ofString()));
    return new Answer(url, response.statusCode(), response.body());
  }

  /** HttpRequest's own timeout ends with the headers of the answer; this one has the body in it. */
  private <T> T await(CompletableFuture<T> future) throws IOException, TimeoutException {
    try {
      return future.get(config.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException io) {
        throw io;
      }
      throw new SchemaRegistryException("the request failed", failed.getCause());
    } catch (TimeoutException late) {
      future.cancel(true);
      throw new TimeoutException("no answer within " + config.requestTimeout().toMillis() + " ms");
    } catch (InterruptedException interrupted) {
      future.cancel(true);
      throw new InterruptException(interrupted);
    }
  }

  private void pause(int round) {
    try {
      Thread.sleep(config.pauses().backoff(round));
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    }
  }
}
