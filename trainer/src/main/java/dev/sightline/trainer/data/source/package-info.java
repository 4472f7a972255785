/**
 * Where images come from: a folder, a zip, CIFAR-10's archive, its home, or drawn shapes.
 *
 * <p>Input: files, an address, or a seed. Output: by {@link
 * dev.sightline.trainer.data.source.DataSource}, a {@link dev.sightline.trainer.data.DataSet}, and
 * the encoded held-out files. Failure path: unreadable images are left out and listed; more than
 * one in a hundred, or a layout or archive that is not what it should be, throws {@link
 * dev.sightline.trainer.data.DataSetException}.
 */
package dev.sightline.trainer.data.source;
