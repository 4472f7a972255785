/**
 * The whole pipeline in one command: a {@code Pipeline} of the parts that its user would run too,
 * real broker, real registry, worker and replay, and the {@code Story} that is told on it, with a
 * live view of what the topics say. Nothing here is known to the other parts.
 *
 * <p>Input: a data set. Output: what people see, and a {@code DemoSummary}. Failure path: a part
 * that fails ends the demo with its reason, as does what was published and does not come out again.
 */
package dev.sightline.app.demo;
