/** Folders that live as long as a command. */
package dev.sightline.app.folder;
