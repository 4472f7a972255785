package dev.sightline.topology.webhook;

/** Where alerts are posted to. For one thread at a time. */
interface Receiver {
  /**
   * Posts an alert and waits for the answer, a bounded time.
   *
   * @param id the same at each attempt, so that the receiver can leave out what comes again
   * @param body JSON
   * @throws InterruptedException when interrupted; the alert may have got there
   */
  Answer post(String id, String body) throws InterruptedException;
}
