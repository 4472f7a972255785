package dev.sightline.app.demo;

import dev.sightline.app.console.Messages;
import dev.sightline.app.console.Screen;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * The whole pipeline in this process and a child of it. What happens is the {@link Story}'s, in a
 * thread of its own, which may be deep in a computation that nothing interrupts: whoever runs the
 * demo and is interrupted hears so at once, and all that was opened is closed meanwhile.
 */
public final class Demo {
  private final DemoOptions options;
  private final Path folder;
  private final LiveView view;

  /**
   * @param folder for the broker's data, the models and the logs; the caller deletes it
   * @param screen where the run is watched, the same as {@code messages} then
   */
  public Demo(DemoOptions options, Path folder, Messages messages, Optional<Screen> screen) {
    this.options = options;
    this.folder = folder;
    this.view = new LiveView(messages, screen);
  }

  /**
   * Runs until the images asked for are through, or without end.
   *
   * @param onSummary told what the images asked for came to, in another thread
   * @throws InterruptedException when interrupted, after the totals so far were said
   * @throws IllegalStateException when a part of the pipeline fails, or what was published does not
   *     come out again in time
   */
  public void run(Consumer<DemoSummary> onSummary) throws InterruptedException {
    Opened opened = new Opened();
    FutureTask<Void> story =
        new FutureTask<>(
            () -> {
              new Story(options, folder, view, opened).tell(onSummary);
              return null;
            });
    Thread thread = new Thread(story, "demo");
    thread.start();
    boolean stopped = false;
    try {
      story.get();
    } catch (ExecutionException failed) {
      throw failure(failed.getCause());
    } catch (InterruptedException interrupted) {
      stopped = true;
      view.stop();
      thread.interrupt();
      throw interrupted;
    } finally {
      try {
        opened.close();
        if (stopped) {
          view.end();
        }
      } finally {
        thread.join(); // TensorFlow must be at rest when the process ends, which else may crash
      }
    }
  }

  private static RuntimeException failure(Throwable cause) {
    return cause instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(cause.getMessage(), cause);
  }
}
