package dev.sightline.topology.join;

/**
 * The version of a model to which a prediction is put down.
 *
 * @param name the model's name
 * @param version counted from 1 by the publisher
 */
public record ModelVersion(String name, int version) {

  /** The key of records about this version: {@code name/version}. */
  public String key() {
    return name + "/" + version;
  }
}
