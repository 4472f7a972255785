package dev.sightline.endtoend.interop;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machine of the tests, and what to do where it lacks something. */
public final class Machine {
  private static final Logger LOG = LoggerFactory.getLogger(Machine.class);

  private Machine() {}

  /** Whether this is a build machine ({@code CI=true}), which is to have all that tests need. */
  public static boolean isBuildMachine() {
    return "true".equals(System.getenv("CI"));
  }

  /**
   * Skips the test, or fails it where it must not be skipped.
   *
   * @param what what is missing and how to come by it
   */
  public static void lacks(boolean mustNotSkip, String what) {
    if (mustNotSkip) {
      fail("CI=true, yet " + what);
    }
    // Surefire shows no reason for a class that is skipped as a whole.
    LOG.warn("skipped: {}", what);
    abort("skipped: " + what);
  }
}
