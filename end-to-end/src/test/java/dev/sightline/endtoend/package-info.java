/**
 * The whole system against a real broker and a real registry.
 *
 * <p>Each test class has a broker of its own ({@link dev.sightline.endtoend.Cluster}), for topics
 * have fixed names; the registry is shared. Images are numbered and a number tells the class; the
 * model is one that adds its version to the class ({@link dev.sightline.endtoend.ShiftModel}). So
 * each prediction can be checked against its image and against the version that it names.
 */
package dev.sightline.endtoend;
