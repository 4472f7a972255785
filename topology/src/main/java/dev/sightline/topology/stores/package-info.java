/**
 * What the state stores of a worker share.
 *
 * <p>Input: the size that a setting gives. Output: stores of RocksDB that are opened with one cache
 * and one bound for all of their write buffers. Failure path: a store that is opened when the
 * worker has closed what they share has its own; nothing fails.
 */
package dev.sightline.topology.stores;
