/**
 * The images a network is trained, chosen and evaluated on.
 *
 * <p>Input: a folder, a zip, the original CIFAR-10 archive or nothing at all (drawn shapes), behind
 * one {@link dev.sightline.trainer.data.source.DataSource}. Output: a {@link
 * dev.sightline.trainer.data.DataSet} of uint8 RGB pixels in memory, which {@link
 * dev.sightline.trainer.data.batch.Batches} deals out in a reproducible order, transformed on
 * request and made {@linkplain dev.sightline.trainer.data.batch.PrefetchedBatches ahead of time};
 * and the encoded held-out files for replaying them into the pipeline.
 *
 * <p>Failure path: an image of another size is resized and counted. One that cannot be read is left
 * out and listed in {@link dev.sightline.trainer.data.Skipped}; more than one in a hundred of them,
 * or a layout, archive or download that is not what it should be, ends in a {@link
 * dev.sightline.trainer.data.DataSetException} that names the file and what is wrong with it.
 */
package dev.sightline.trainer.data;
