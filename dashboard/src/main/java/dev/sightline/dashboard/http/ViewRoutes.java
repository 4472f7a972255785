package dev.sightline.dashboard.http;

import dev.sightline.dashboard.lag.BrokerState;
import dev.sightline.dashboard.picture.Picture;
import dev.sightline.dashboard.picture.Pictures;
import dev.sightline.dashboard.present.Alerts.Alert;
import dev.sightline.dashboard.present.DeadLetters.DeadLetter;
import dev.sightline.dashboard.present.Present;
import dev.sightline.dashboard.present.Rates.Rate;
import dev.sightline.dashboard.present.SeenPrediction;
import dev.sightline.dashboard.settings.LabelBounds;
import dev.sightline.dashboard.view.ClassTable;
import dev.sightline.dashboard.view.Confusion;
import dev.sightline.dashboard.view.ImageLooks;
import dev.sightline.dashboard.view.ModelList;
import dev.sightline.dashboard.view.Overview;
import dev.sightline.dashboard.view.PredictionList;
import dev.sightline.dashboard.view.Status;
import dev.sightline.dashboard.view.Subject;
import dev.sightline.dashboard.view.VersionFigures;
import dev.sightline.dashboard.view.WindowChart;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What can be looked at: each a GET that changes nothing. */
final class ViewRoutes {
  private final Present present;
  private final Optional<Pictures> pictures;
  private final Supplier<BrokerState> broker;
  private final Supplier<Status> status;
  private final LabelBounds labels;

  /** How many predictions are made, how late, and in what batches. */
  record RateList(List<Rate> steps) {}

  /** The figures of each version of a model, the newest first. */
  record FigureList(List<VersionFigures> versions) {}

  /** The alarms of a model that stand or stood, the one that was told last first. */
  record AlertList(List<Alert> alerts) {}

  /** What could not be scored. */
  record DeadLetterList(Map<String, Long> byReason, List<DeadLetter> latest) {}

  ViewRoutes(Served served, LabelBounds labels) {
    this.present = served.present();
    this.pictures = served.pictures();
    this.broker = served.broker();
    this.status = served.status();
    this.labels = labels;
  }

  void addTo(Javalin server) {
    server.get("/api/overview", context -> Json.answer(context, overview(context)));
    server.get("/api/figures", context -> Json.answer(context, figures(context)));
    server.get("/api/windows", context -> Json.answer(context, windows(context)));
    server.get("/api/matrix", context -> Json.answer(context, matrix(context)));
    server.get("/api/classes", context -> Json.answer(context, classes(context)));
    server.get(
        "/api/rates", context -> Json.answer(context, new RateList(present.rates().steps())));
    server.get("/api/looks", context -> Json.answer(context, looks(context)));
    server.get("/api/models", context -> Json.answer(context, ModelList.of(present)));
    server.get("/api/predictions", context -> Json.answer(context, predictions(context)));
    server.get("/api/image", this::image);
    server.get("/api/alerts", context -> Json.answer(context, alerts(context)));
    server.get("/api/dead-letters", context -> Json.answer(context, deadLetters()));
    server.get("/api/status", context -> Json.answer(context, status.get()));
  }

  private Optional<Subject> subject(Context context) {
    return Subject.of(present, new Query(context).text("model"));
  }

  private Overview overview(Context context) {
    return Overview.of(present, subject(context), broker.get(), labels);
  }

  private FigureList figures(Context context) {
    return new FigureList(VersionFigures.of(present, subject(context), labels));
  }

  private WindowChart windows(Context context) {
    Query query = new Query(context);
    long since = query.number("since").orElse(0L);
    return query
        .count("labels")
        .map(latest -> new LabelBounds(labels.fewest(), latest))
        .map(bounds -> WindowChart.byCount(present, subject(context), since, bounds))
        .orElseGet(() -> WindowChart.of(present, subject(context), since, labels.fewest()));
  }

  private Confusion matrix(Context context) {
    return Confusion.of(present, subject(context), new Query(context).version());
  }

  private ClassTable classes(Context context) {
    return ClassTable.of(present, subject(context), new Query(context).version());
  }

  private ImageLooks looks(Context context) {
    return ImageLooks.of(present, subject(context), new Query(context).version());
  }

  private PredictionList predictions(Context context) {
    return PredictionList.of(present, new Query(context).filter());
  }

  private AlertList alerts(Context context) {
    return new AlertList(
        subject(context).map(subject -> present.alerts().of(subject.model())).orElse(List.of()));
  }

  private DeadLetterList deadLetters() {
    return new DeadLetterList(present.deadLetters().byReason(), present.deadLetters().latest());
  }

  private void image(Context context) throws InterruptedException {
    String id =
        new Query(context)
            .text("id")
            .orElseThrow(() -> new RefusedException(400, "id: expected an image's id"));
    Pictures shown =
        pictures.orElseThrow(() -> new RefusedException(403, "images are not shown here"));
    SeenPrediction seen =
        present
            .predictions()
            .find(id)
            .orElseThrow(() -> new RefusedException(404, "no prediction of this id is remembered"));
    Picture picture = shown.find(id, seen.timestampMs(), seen.partition());
    if (picture instanceof Picture.Missing missing) {
      throw new RefusedException(404, missing.reason());
    }
    if (picture instanceof Picture.Away away) {
      throw new RefusedException(503, away.reason());
    }
    context
        .contentType("image/png")
        .header("Cache-Control", "private, max-age=3600")
        .result(((Picture.Png) picture).file());
  }
}
