package dev.sightline.topology.webhook;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/**
 * The beginning of an answer's body in one line, to be shown to people; the rest is not read, as
 * long as it may be. Nothing is read where the status tells all.
 */
final class FirstWords implements BodySubscriber<String> {
  private static final int MOST_BYTES = 200;

  private final int most;
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  private final CompletableFuture<String> words = new CompletableFuture<>();
  private Subscription subscription;

  private FirstWords(int most) {
    this.most = most;
  }

  static FirstWords of(ResponseInfo answer) {
    return new FirstWords(answer.statusCode() / 100 == 2 ? 0 : MOST_BYTES);
  }

  @Override
  public CompletionStage<String> getBody() {
    return words;
  }

  @Override
  public void onSubscribe(Subscription begun) {
    subscription = begun;
    goOn();
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      byte[] bytes = new byte[Math.min(buffer.remaining(), most - read.size())];
      buffer.get(bytes);
      read.writeBytes(bytes);
    }
    goOn();
  }

  private void goOn() {
    if (read.size() < most) {
      subscription.request(1);
    } else {
      subscription.cancel();
      onComplete();
    }
  }

  /** What came before is enough. */
  @Override
  public void onError(Throwable cut) {
    onComplete();
  }

  @Override
  public void onComplete() {
    words.complete(
        read.toString(StandardCharsets.UTF_8).replaceAll("[\\p{Cntrl}\\s]+", " ").strip());
  }
}
