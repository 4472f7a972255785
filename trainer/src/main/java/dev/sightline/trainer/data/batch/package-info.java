/**
 * Examples dealt out in batches, in an order that is a function of the seed and the epoch.
 *
 * <p>Input: {@link dev.sightline.trainer.data.Examples} and augmentations. Output: {@link
 * dev.sightline.trainer.data.batch.Batch}es, made ahead of time on another thread where asked for.
 * Failure path: what fails on that thread is thrown to the one that asks for the batch.
 */
package dev.sightline.trainer.data.batch;
