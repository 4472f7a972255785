/** What a training shows and what it leaves in its folder. */
package dev.sightline.app.train;
