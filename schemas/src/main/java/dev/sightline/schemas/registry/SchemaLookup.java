package dev.sightline.schemas.registry;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * A registry's schemas for those who can't wait for it: they are asked for in the background, and
 * as long as it takes. Once an answer is here, {@link SchemaRegistry#schema} of the same registry
 * gives it without a request. An id is asked for once, however many wait for it. Safe for many
 * threads.
 */
public final class SchemaLookup implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** More than one, so that one URL that hangs does not hold up all ids. */
  private static final int THREADS = 2;

  /** An id that was asked for and has no answer yet. */
  private static final class Question {
    private final CompletableFuture<Void> answered = new CompletableFuture<>();
    private volatile String failure;
  }

  private final SchemaRegistry registry;
  private final Set<Integer> known = ConcurrentHashMap.newKeySet();
  private final MissedIds missed = new MissedIds(System::nanoTime);
  private final Map<Integer, Question> questions = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor threads =
      new ScheduledThreadPoolExecutor(THREADS, SchemaLookup::daemon);

  /**
   * @param registry keeps its answers, as all of {@link SchemaRegistries} do
   */
  public SchemaLookup(SchemaRegistry registry) {
    this.registry = registry;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "schema-lookup");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Whether the registry has answered about an id: with its schema, or that there is none. Asks if
   * it has not.
   *
   * @param patience how long to wait for an answer
   */
  public boolean isAnswered(int id, Duration patience) {
    if (known.contains(id) || missed.reason(id).isPresent()) {
      return true;
    }
    try {
      questions
          .computeIfAbsent(id, this::ask)
          .answered
          .get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return false;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    }
  }

  /** Why the registry has not answered about an id; empty while it has only just been asked. */
  public Optional<String> failure(int id) {
    return Optional.ofNullable(questions.get(id)).map(question -> question.failure);
  }

  private Question ask(int id) {
    Question question = new Question();
    threads.execute(() -> attempt(id, question));
    return question;
  }

  private void attempt(int id, Question question) {
    try {
      registry.schema(id);
      known.add(id);
    } catch (UnknownSchemaException unknown) {
      missed.add(id, unknown.getMessage());
    } catch (RuntimeException noAnswer) {
      question.failure = noAnswer.getMessage();
      if (!threads.isShutdown()) {
        threads.schedule(() -> attempt(id, question), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
      }
      return;
    }
    questions.remove(id);
    question.answered.complete(null);
  }

  /** Asks no more. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
