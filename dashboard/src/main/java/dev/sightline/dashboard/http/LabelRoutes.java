package dev.sightline.dashboard.http;

import dev.sightline.dashboard.http.Served.Desk;
import dev.sightline.dashboard.labelling.Answered;
import dev.sightline.dashboard.labelling.Answered.Tally;
import dev.sightline.dashboard.labelling.Choice;
import dev.sightline.dashboard.labelling.HeldLabels;
import dev.sightline.dashboard.present.KnownVersion;
import dev.sightline.dashboard.present.Present;
import dev.sightline.dashboard.present.SeenPrediction;
import dev.sightline.dashboard.settings.LabelBounds;
import dev.sightline.dashboard.view.Subject;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** Labelling: what comes next, the answer, and taking it back. */
final class LabelRoutes {
  private final Present present;
  private final Answered answered;
  private final Optional<Desk> desk;
  private final LabelBounds labels;

  /**
   * How the labelling stands.
   *
   * @param waiting images that could come next; 0 where labelling is off
   * @param undoMs how long an answer can be taken back without a trace
   * @param held how the writing goes; null where labelling is off
   */
  record LabellingView(
      boolean enabled, int waiting, long undoMs, HeldLabels.State held, List<Tally> tallies) {}

  /** An image to be labelled; what the model said of it is not told before the answer. */
  record NextImage(String id, String model, int version, List<String> classes) {}

  /** What the model had said of the image. */
  record Answer(String id, String label, String predicted, double confidence) {}

  /**
   * What became of an answer that was taken back.
   *
   * @param withoutTrace false when it was written already: another answer corrects it
   */
  record TakenBack(String id, boolean withoutTrace) {}

  LabelRoutes(Served served, LabelBounds labels) {
    this.labels = labels;
    this.present = served.present();
    this.answered = served.answered();
    this.desk = served.desk();
  }

  void addTo(Javalin server) {
    server.get("/api/labelling", context -> Json.answer(context, view(context)));
    server.post("/api/labelling/next", this::next);
    server.post("/api/labelling/answer", this::answer);
    server.post("/api/labelling/undo", this::undo);
  }

  private LabellingView view(Context context) {
    Optional<String> model =
        Subject.of(present, new Query(context).text("model")).map(Subject::model);
    return new LabellingView(
        desk.isPresent(),
        desk.flatMap(each -> model.map(each.labels()::waiting)).orElse(0),
        desk.map(each -> each.undo().toMillis()).orElse(0L),
        desk.map(each -> each.held().state()).orElse(null),
        answered.tallies(labels.fewest()));
  }

  private Desk desk() {
    return desk.orElseThrow(() -> new RefusedException(403, "labelling is switched off here"));
  }

  private void next(Context context) {
    Desk open = desk();
    Choice choice =
        Choice.of(Json.field(context, "choice"))
            .orElseThrow(
                () -> new RefusedException(400, "choice: expected random or least-confident"));
    Optional<SeenPrediction> next = open.labels().next(Json.field(context, "model"), choice);
    if (next.isEmpty()) {
      context.status(204);
      return;
    }
    SeenPrediction image = next.get();
    Json.answer(context, new NextImage(image.id(), image.model(), image.version(), classes(image)));
  }

  /** Those of the version; of one whose manifest is not known, none: a label may be typed. */
  private List<String> classes(SeenPrediction image) {
    return present
        .versions()
        .find(image.model(), image.version())
        .map(KnownVersion::labels)
        .orElse(List.of());
  }

  private void answer(Context context) {
    Desk open = desk();
    String id = Json.field(context, "id");
    String label = Json.field(context, "label");
    SeenPrediction image =
        present
            .predictions()
            .find(id)
            .orElseThrow(() -> new RefusedException(409, "this image is forgotten"));
    List<String> classes = classes(image);
    if (label.isBlank() || label.length() > 256 || !classes.isEmpty() && !classes.contains(label)) {
      throw new RefusedException(400, "label: expected one of the model's classes");
    }
    switch (open.labels().answer(id, label)) {
      case HELD -> Json.answer(context, new Answer(id, label, image.label(), confidence(image)));
      case NOT_SHOWN -> throw new RefusedException(409, "this image was not shown for labelling");
      case NO_ROOM -> throw new RefusedException(503, "too many labels wait for the broker");
    }
  }

  private static double confidence(SeenPrediction image) {
    return Float.isFinite(image.confidence()) ? image.confidence() : 0;
  }

  private void undo(Context context) {
    Desk open = desk();
    String id = Json.field(context, "id");
    Json.answer(context, new TakenBack(id, open.labels().takeBack(id)));
  }
}
