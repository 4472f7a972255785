/**
 * A real broker and a real schema registry without an installation: the broker in this JVM, the
 * registry as a child of it. For the demo, the benchmarks and tests; both listen on 127.0.0.1
 * alone.
 *
 * <p>Input: a folder. Output: two addresses, behind which there are the pipeline's topics and an
 * empty registry. Failure path: a server that can't start says where and why, and leaves the other
 * stopped.
 */
package dev.sightline.app.embedded;
