/** What a dead letter carries: the original key, bytes and headers, the reason, the coordinates. */
package dev.sightline.topology.deadletter;
