/**
 * The images themselves, for people to look at: fetched from the topic when somebody asks for one,
 * decoded and encoded anew, so that what a browser gets is a PNG that was made here.
 *
 * <p>Input: an image's id and the timestamp that its prediction shares with it. Output: a PNG of at
 * most 256 pixels a side. Failure path: an image that is not on the topic any more, or can't be
 * decoded within the limits, is a {@code Picture.Missing} with the reason; one that can't be looked
 * for, or is not found in time, a {@code Picture.Away}.
 */
package dev.sightline.dashboard.picture;
