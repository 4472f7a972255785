/**
 * The whole pipeline in one command: real broker, real registry, trainer, worker and replay, with a
 * live view of what the topics say. Nothing here is known to the other parts; the demo uses what
 * its user would use.
 */
package dev.sightline.app.demo;
