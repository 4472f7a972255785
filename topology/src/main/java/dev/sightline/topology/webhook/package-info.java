/**
 * Alarms go to a webhook: each that is raised or cleared is posted to an address, at least once.
 *
 * <p>Input: {@code drift-alerts}, read as a consumer group of its own, so that of the workers of an
 * application one posts, and another goes on where it ended. Output: HTTP requests, signed as <a
 * href="https://www.standardwebhooks.com">Standard Webhooks</a> have it. An offset is committed
 * when the receiver has taken all alerts before it.
 *
 * <p>Failure path: a receiver that is away or overloaded is tried again, for ever; what waits
 * meanwhile waits in the topic. An alert that the receiver refuses holds no other one back, and is
 * given up once it was refused several times while others were taken. Neither metrics nor scoring
 * wait for any of this. All is counted, and said in the log and in the worker's health.
 */
package dev.sightline.topology.webhook;
