/**
 * Where the broker and the schema registry are.
 *
 * <p>Input: options of the command line and a properties file. Output: configurations and clients.
 * Failure path: a mistake in them is a picocli {@code ParameterException} that names the option; a
 * broker that gives no answer is one clear message within seconds.
 */
package dev.sightline.app.connection;
