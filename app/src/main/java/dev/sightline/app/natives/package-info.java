/**
 * Native libraries laid out for a container image, so that no start has to unpack them.
 *
 * <p>Input: a folder of jars. Output: a folder of the libraries for this machine's platform, and
 * jars without any. Failure path: a platform or a library that is missing stops it with its name.
 */
package dev.sightline.app.natives;
