/** What a worker says of itself over HTTP: {@code /metrics} for Prometheus, {@code /health/*}. */
package dev.sightline.topology.http;
