/**
 * Labels that people give on the page: which image comes next, writing what they say, and what the
 * answers come to.
 *
 * <p>Input: predictions without a truth, and a person's answers. Output: a {@code Label} on the
 * topic {@code labels}, whose origin says how its image was chosen, and the accuracy over such
 * labels by model version. Failure path: an answer about an image that nobody was shown is refused;
 * a broker that takes no label is said to the person, and the answer is not counted.
 */
package dev.sightline.dashboard.labelling;
