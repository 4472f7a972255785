/**
 * The project's own image as it is run: workers, a broker and a registry, each in a container, and
 * what happens to containers.
 *
 * <p>Input: the assembled distribution, {@code Dockerfile}, and the names of the servers' images
 * and of the Java to build on ({@code KAFKA_IMAGE}, {@code REGISTRY_IMAGE}, {@code JRE_IMAGE}).
 * Output: a verdict. Failure: without a Docker engine the tests are skipped and say so; with {@code
 * CI=true} and images named they fail instead.
 */
package dev.sightline.endtoend.containers;
