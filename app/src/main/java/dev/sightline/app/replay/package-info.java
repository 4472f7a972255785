/**
 * Publishing a data set as if a camera took its images now. Input: images with their labels;
 * output: {@code images} at a steady rate and {@code labels} some time behind; a record that can't
 * be published ends the replay with an exception.
 */
package dev.sightline.app.replay;
