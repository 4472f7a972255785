/**
 * A real broker and a real schema registry without an installation: the broker in this JVM, the
 * registry as a child of it. For the demo and for tests; both listen on 127.0.0.1 alone.
 */
package dev.sightline.app.embedded;
