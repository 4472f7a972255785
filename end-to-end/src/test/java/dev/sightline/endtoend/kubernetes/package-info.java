/**
 * The manifests in k8s/, held against the code that runs in their pods.
 *
 * <p>Input: the files, and what {@code kubectl kustomize} makes of each overlay. Output: that
 * names, ports, variables, settings, topics and rules are those of the code. Failure path: where
 * there is no kubectl, what needs it is skipped with a line that says so.
 */
package dev.sightline.endtoend.kubernetes;
