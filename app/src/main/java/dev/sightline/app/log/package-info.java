/** How much the command line logs. */
package dev.sightline.app.log;
