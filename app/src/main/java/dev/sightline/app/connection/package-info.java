/**
 * Where the broker and the schema registry are.
 *
 * <p>Input: options of the command line, a properties file and environment variables. Output:
 * configurations and clients. Failure path: a mistake in them is a picocli {@code
 * ParameterException} that names the option or the variable; a broker that gives no answer is one
 * clear message within seconds.
 */
package dev.sightline.app.connection;
