package dev.sightline.endtoend.interop;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

/** The machine of the tests, and what to do where it lacks something. */
final class Machine {
  private Machine() {}

  /** Whether this is a build machine ({@code CI=true}), which is to have all that tests need. */
  static boolean isBuildMachine() {
    return "true".equals(System.getenv("CI"));
  }

  /**
   * Skips the test, or fails it where it must not be skipped.
   *
   * @param what what is missing and how to come by it
   */
  static void lacks(boolean mustNotSkip, String what) {
    if (mustNotSkip) {
      fail("CI=true, yet " + what);
    }
    abort("skipped: " + what);
  }
}
