package dev.sightline.app.publish;

import dev.sightline.evaluation.text.Counted;
import dev.sightline.schemas.ClassOutput;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.OutputKind;
import dev.sightline.trainer.publish.Decision;
import dev.sightline.trainer.publish.PublishedVersion;
import java.util.Locale;

/** What was published, for people: the version, whether it serves, and the gate's reason. */
public final class PublishedText {
  private PublishedText() {}

  /**
   * One line, one for the reason and one for logits where there are; without a line break at the
   * end.
   */
  public static String of(PublishedVersion version) {
    return published(version.manifest())
        + version.decision().map(PublishedText::decision).orElse(".")
        + output(version.manifest().getOutput());
  }

  private static String output(ClassOutput output) {
    return output.getKind() == OutputKind.LOGITS
        ? "\nThe output %s is of logits: workers take the softmax of it."
            .formatted(output.getTensor())
        : "";
  }

  private static String published(ModelManifest manifest) {
    return String.format(
        Locale.ROOT,
        "Published %s version %d: %s in %s",
        manifest.getName(),
        manifest.getVersion(),
        Counted.of(manifest.getArchive().getSizeBytes(), "byte"),
        Counted.of(manifest.getParts().size(), "part"));
  }

  private static String decision(Decision decision) {
    String standing =
        decision instanceof Decision.Champion
            ? ", champion now."
            : ", challenger: the champion serves on.";
    return standing + "\nGate: " + decision.reason() + ".";
  }
}
