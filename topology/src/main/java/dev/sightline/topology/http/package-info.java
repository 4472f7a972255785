/**
 * What a worker says of itself over HTTP: {@code /metrics} for Prometheus, {@code /health/*}.
 *
 * <p>Input: the meters, and the health of the worker's parts. Output: answers: 200 for healthy, 503
 * with the reason otherwise. Failure path: an address that is taken or not this machine's stops the
 * worker at start.
 */
package dev.sightline.topology.http;
