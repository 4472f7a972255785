/**
 * The dashboard's page in a real browser.
 *
 * <p>Input: a pipeline with a dashboard beside it. Output: what the page shows, and screenshots in
 * {@code target/dashboard}. Failure path: where there is no Chromium the tests are skipped.
 */
package dev.sightline.endtoend.browser;
