/**
 * The dashboard: the topics of a pipeline as a page to watch, a REST interface and events, beside
 * the workers and never inside them. It joins no consumer group and writes nothing but labels that
 * people give.
 *
 * <p>Input: the topics, from a bounded way back. Output: the page. Failure path: whatever a record
 * says is counted and shown; a broker or registry that is away is waited for, and the page says so.
 */
package dev.sightline.dashboard;
