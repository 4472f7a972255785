/** The catalogue's topics on a cluster. */
package dev.sightline.app.topics;
