package dev.sightline.benchmarks.chaos;

/** What a fault befalls. */
enum Target {
  FIRST_WORKER("worker 1"),
  SECOND_WORKER("worker 2"),
  BROKER("broker"),
  REGISTRY("registry"),
  IMAGES("images"),
  CAMERA("camera"),
  MODELS("models");

  private final String text;

  Target(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
