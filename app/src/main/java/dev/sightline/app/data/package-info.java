/**
 * Data sets as commands use them: the one that is taken where the user names none, and what is said
 * of one.
 *
 * <p>Input: nothing, or a {@code DataSet}. Output: a {@code DataSource}, or text. Failure path: a
 * download that fails throws {@code DataSetException}, or is said, with what takes its place.
 */
package dev.sightline.app.data;
