/**
 * A model and its release onto the topics, in one transaction.
 *
 * <p>Input: a draft of a manifest and a SavedModel folder. Output: manifest, parts and release
 * records, all or none. Failure path: what did not happen throws {@link
 * dev.sightline.models.publish.ModelPublishException}; a champion that changed before the commit,
 * in the last moment too, throws {@link dev.sightline.models.publish.ChampionChangedException}.
 */
package dev.sightline.models.publish;
