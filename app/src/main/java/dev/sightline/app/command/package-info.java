/**
 * One class a subcommand. A command reads its options, opens its clients by {@link
 * dev.sightline.app.command.Connection} and hands over to the package that does the work. What the
 * user got wrong is a {@code ParameterException}; every other failure is thrown as it is and shown
 * as one line.
 */
package dev.sightline.app.command;
