package dev.sightline.app.embedded;

import java.io.IOException;

/**
 * The main class of the registry's own process: runs the registry, and ends with the process that
 * started it.
 *
 * <p>Standard input is a pipe from the parent. The operating system closes it when the parent is
 * gone, however it went, and nothing else is ever sent through it. Uses the JDK alone: on the class
 * path there are only this class's module and the registry.
 */
final class RegistryProcess {
  private RegistryProcess() {}

  /**
   * @param arguments the name of the registry's main class
   */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    Thread watch = new Thread(RegistryProcess::endWithParent, "parent-watch");
    watch.setDaemon(true);
    watch.start();
    Class.forName(arguments[0])
        .getMethod("main", String[].class)
        .invoke(null, (Object) new String[0]);
  }

  private static void endWithParent() {
    try {
      while (System.in.read() != -1) {
        // The parent sends nothing.
      }
    } catch (IOException brokenPipe) {
      System.err.println("The parent's pipe broke: " + brokenPipe);
    }
    // halt, not exit: nobody is left to wait for an orderly end, and the data is in memory.
    Runtime.getRuntime().halt(0);
  }
}
