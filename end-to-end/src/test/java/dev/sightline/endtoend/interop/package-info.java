/**
 * Sightline with what nobody here wrote: clients in JavaScript and Python, models from Keras. Each
 * test needs something of the machine beyond a JDK, says so when it is missing and is skipped then;
 * {@link dev.sightline.endtoend.interop.Machine} says when it fails instead.
 */
package dev.sightline.endtoend.interop;
