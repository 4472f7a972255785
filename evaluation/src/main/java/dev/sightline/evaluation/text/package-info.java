/**
 * Numbers in sentences.
 *
 * <p>Input: numbers. Output: text for people. Failure path: none.
 */
package dev.sightline.evaluation.text;
