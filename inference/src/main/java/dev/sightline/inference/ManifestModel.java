package dev.sightline.inference;

import dev.sightline.inference.session.Precision;
import dev.sightline.inference.session.SessionSettings;
import dev.sightline.inference.signature.ModelSignature;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.models.labels.Labels;
import dev.sightline.schemas.ModelManifest;
import java.nio.file.Path;

/**
 * A published version, loaded as its manifest says, to be served.
 *
 * @param model is closed with this
 */
public record ManifestModel(ModelManifest manifest, Precision precision, LoadedModel model)
    implements ScoringModel {

  /**
   * Loads a version's SavedModel folder; the caller closes it.
   *
   * @throws ModelRejectedException when it can't be loaded, or is not what the manifest says
   */
  public static ManifestModel load(Path folder, ModelManifest manifest, Precision precision) {
    String name = manifest.getName() + "/" + manifest.getVersion();
    requireLabels(name, manifest);
    return new ManifestModel(
        manifest,
        precision,
        LoadedModel.load(
            folder,
            "the SavedModel of " + name,
            ModelSignature.of(manifest),
            SessionSettings.serving(precision)));
  }

  private static void requireLabels(String name, ModelManifest manifest) {
    try {
      new Labels(manifest.getLabels());
    } catch (ModelRejectedException unfit) {
      throw new ModelRejectedException(
          "the manifest of " + name + ", " + unfit.getMessage(), unfit);
    }
  }

  @Override
  public void score(byte[] pixels, int first, int count, float[] probabilities) {
    model.score(pixels, first, count, probabilities);
  }

  @Override
  public void close() {
    model.close();
  }
}
