/**
 * Whether the brokers still allow what the dashboard does.
 *
 * <p>Input: the brokers' answers to who may do what. Output: a line in the log when a right is
 * taken away and one when all are back, and that line for health. Failure path: while no broker
 * answers, what was known last holds.
 */
package dev.sightline.dashboard.rights;
