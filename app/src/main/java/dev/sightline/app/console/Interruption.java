package dev.sightline.app.console;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into an interrupt of the command's thread, and keeps the JVM until that
 * thread has closed what it opened. The exit code is the signal's: 130 or 143.
 */
public final class Interruption {
  /**
   * A worker may have a batch to finish and offsets to commit, and takes 25 seconds at most. Less
   * than the 30 that Kubernetes waits, so that it is said when it was not enough.
   */
  private static final long CLOSED_WITHIN_SECONDS = 28;

  private static final String OURS = "dev.sightline.";

  private final CountDownLatch over = new CountDownLatch(1);

  private Interruption() {}

  public static Interruption ofThisThread() {
    Interruption interruption = new Interruption();
    Thread command = Thread.currentThread();
    Thread hook = new Thread(() -> interruption.interrupt(command), "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    return interruption;
  }

  /** The command has ended: the JVM may go. */
  public void over() {
    over.countDown();
  }

  private void interrupt(Thread command) {
    if (over.getCount() == 0) {
      return;
    }
    command.interrupt();
    try {
      if (!over.await(CLOSED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        System.err.println(
            "sightline: not closed within %d s: still at %s"
                .formatted(CLOSED_WITHIN_SECONDS, at(command.getStackTrace())));
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  /** What a thread does, by the innermost of our own methods and what that waits for. */
  static String at(StackTraceElement[] stack) {
    StackTraceElement[] ours =
        Arrays.stream(stack)
            .filter(frame -> frame.getClassName().startsWith(OURS))
            .toArray(StackTraceElement[]::new);
    if (stack.length == 0) {
      return "its end";
    }
    String waits = name(stack[0]);
    return ours.length == 0 || ours[0] == stack[0]
        ? waits
        : name(ours[0]) + ", which waits in " + waits;
  }

  private static String name(StackTraceElement frame) {
    String type = frame.getClassName();
    return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethodName();
  }
}
