/**
 * What the topics of a cluster take, and what becomes of a record that they refuse.
 *
 * <p>Input: the settings of the topics as the broker has them, and the records that it refused.
 * Output: faults and warnings at the start of a worker, the limits that a record must fit into, and
 * which records were refused. Failure path: settings that can't be looked at are taken to be the
 * broker's defaults, with a warning.
 */
package dev.sightline.topology.topics;
