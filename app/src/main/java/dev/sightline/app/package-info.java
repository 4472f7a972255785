/**
 * The command line: {@code Sightline} wires it, one class a subcommand in {@code command}, and the
 * work itself beside them in packages that know nothing of a command line.
 */
package dev.sightline.app;
