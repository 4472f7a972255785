/**
 * Native libraries laid out for a container image, so that no start has to unpack them.
 *
 * <p>Input: a folder of jars. Output: a folder of the libraries for this machine's platform, and
 * jars without any. Failure path: a platform that no image can be for stops it with its name; so
 * does a jar whose libraries are for others alone, or that can't be read or written.
 */
package dev.sightline.app.natives;
