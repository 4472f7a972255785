/**
 * What a dashboard is asked to do.
 *
 * <p>Input: the command line's options. Output: {@code DashboardSettings}. Failure path: settings
 * that would leave the page open to anybody are refused with the options that mend it.
 */
package dev.sightline.dashboard.settings;
