package dev.sightline.trainer.training;

import dev.sightline.inference.ImageClassifier;
import dev.sightline.inference.session.Precision;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.batch.Batch;
import dev.sightline.trainer.data.batch.BatchSource;
import dev.sightline.trainer.data.batch.EpochBatches;
import dev.sightline.trainer.evaluation.ScoredImages;
import dev.sightline.trainer.network.Network;
import dev.sightline.trainer.network.TrainedNetwork;
import dev.sightline.trainer.network.graph.InitialValues;
import dev.sightline.trainer.network.graph.PixelStatistics;
import dev.sightline.trainer.network.graph.TrainingGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Trains a network's weights, epoch by epoch. Between steps its {@link #state} can be taken, and
 * another trainer of the same network and settings goes on from it as this one would have: what a
 * step does is a function of the state, the settings and the batch. Owns the graph and its session.
 * For one thread.
 */
public final class Trainer implements AutoCloseable {
  private final Network network;
  private final TrainingSettings settings;
  private final TrainingListener listener;
  private final TrainingGraph graph;
  private final TrainingSession session;
  private final List<Epoch> history;
  private EpochSums sums;
  private Optional<TrainerState.Best> best;

  /**
   * Starts anew.
   *
   * @param examples what will be trained on, for the weights that are taken from the data
   */
  public Trainer(
      Network network, TrainingSettings settings, Examples examples, TrainingListener listener) {
    this(network, settings, listener, List.of(), EpochSums.NONE, Optional.empty());
    PixelStatistics pixels = new PixelStatistics(examples.pixels(), network.input());
    session.state().initialise(new InitialValues(settings.seed(), pixels));
  }

  /**
   * Goes on from a state of the same network and settings.
   *
   * @throws IllegalArgumentException when its variables are not this network's and optimizer's
   */
  public Trainer(
      Network network, TrainingSettings settings, TrainerState state, TrainingListener listener) {
    this(network, settings, listener, state.history(), state.sums(), state.best());
    try {
      session.state().assignAll(state.variables());
    } catch (IllegalArgumentException notThese) {
      close();
      throw notThese;
    }
  }

  private Trainer(
      Network network,
      TrainingSettings settings,
      TrainingListener listener,
      List<Epoch> history,
      EpochSums sums,
      Optional<TrainerState.Best> best) {
    this.network = network;
    this.settings = settings;
    this.listener = listener;
    this.history = new ArrayList<>(history);
    this.sums = sums;
    this.best = best;
    graph = new TrainingGraph(network, settings.optimizer(), settings.labelSmoothing());
    session = new TrainingSession(graph, settings.precision());
  }

  /** Whether all epochs are trained, or none has brought the validation loss down for long. */
  public boolean isFinished() {
    return history.size() >= settings.epochs() || isStoppedEarly();
  }

  /** Whether the validation loss has ceased to fall, for as long as the settings say. */
  public boolean isStoppedEarly() {
    int patience = settings.selection().patienceEpochs();
    return patience > 0
        && best.filter(seen -> history.size() - seen.epoch() >= patience).isPresent();
  }

  /**
   * Trains one more epoch, or the rest of the one that the state was taken in, and scores the
   * validation images.
   *
   * @throws InterruptedException when the thread was interrupted; between two steps, so that the
   *     {@link #state} is whole
   * @throws DivergedException when the loss is no longer finite
   * @throws IllegalArgumentException when the source gives no batch, or one with a bad label
   */
  public Epoch trainEpoch(BatchSource examples, Examples validation) throws InterruptedException {
    int number = history.size() + 1;
    long allSteps = (long) settings.epochs() * examples.perEpoch();
    try (EpochBatches batches = examples.epoch(number, sums.steps())) {
      long start = System.nanoTime();
      for (Batch batch : batches) {
        requireClasses(batch, number);
        long before = (number - 1L) * examples.perEpoch() + sums.steps();
        StepResult result =
            session.step(batch, rate(before, allSteps), settings.seed(), before + 1);
        requireFinite("loss", result.loss(), number);
        average(before + 1, allSteps);
        long end = System.nanoTime();
        sums = sums.plus(result, batch.count(), end - start);
        start = end;
        listener.onStep(step(number, result, batch.count(), examples.images()));
        if (Thread.interrupted()) {
          throw new InterruptedException("training was interrupted");
        }
      }
    }
    if (sums.images() == 0) {
      throw new IllegalArgumentException("epoch " + number + " has no batch");
    }
    long last = (long) number * examples.perEpoch() - 1;
    return endEpoch(number, rate(last, allSteps), validation);
  }

  private double rate(long stepsBefore, long allSteps) {
    return settings.learningRate().at(stepsBefore / (double) allSteps);
  }

  /** At the very end the average is what remains. */
  private void average(long stepsDone, long allSteps) {
    Averaging averaging = settings.averaging();
    if (averaging.isDue(stepsDone)) {
      session.lookAhead(averaging.keepAt(stepsDone / (double) allSteps));
    } else if (averaging.isOn() && stepsDone == allSteps) {
      session.lookAhead(1);
    }
  }

  private Step step(int epoch, StepResult result, int count, int imagesInEpoch) {
    return new Step(
        epoch,
        sums.steps(),
        sums.images(),
        imagesInEpoch,
        result.loss(),
        result.correct() / (double) count);
  }

  private ScoredImages scored(Examples images) throws InterruptedException {
    try {
      return ScoredImages.of(classifier(), images, network.classes());
    } catch (CancellationException interrupted) {
      throw new InterruptedException(interrupted.getMessage());
    }
  }

  private Epoch endEpoch(int number, double learningRate, Examples validation)
      throws InterruptedException {
    long start = System.nanoTime();
    ScoredImages scored = scored(validation);
    requireFinite("validation loss", scored.loss(), number);
    Epoch epoch =
        new Epoch(
            number,
            sums.images(),
            sums.meanLoss(),
            sums.accuracy(),
            scored.loss(),
            scored.accuracy(),
            learningRate,
            Duration.ofNanos(sums.trainingNanos()),
            Duration.ofNanos(sums.sessionNanos()),
            Duration.ofNanos(sums.trainingNanos() + System.nanoTime() - start));
    history.add(epoch);
    sums = EpochSums.NONE;
    keepIfBest(epoch);
    listener.onEpoch(epoch);
    return epoch;
  }

  private void keepIfBest(Epoch epoch) {
    boolean better = best.map(seen -> epoch.validationLoss() < seen.validationLoss()).orElse(true);
    if (settings.selection().isOn() && better) {
      best =
          Optional.of(
              new TrainerState.Best(epoch.number(), epoch.validationLoss(), snapshot().weights()));
    }
  }

  /** Goes back to the best weights seen, where the settings keep them; otherwise does nothing. */
  public void restoreBest() {
    if (settings.selection().keepBest()) {
      best.ifPresent(seen -> session.state().assign(seen.weights()));
    }
  }

  /** The epoch whose weights {@link #restoreBest} goes back to, where they are kept. */
  public Optional<Integer> bestEpoch() {
    return best.filter(seen -> settings.selection().keepBest()).map(TrainerState.Best::epoch);
  }

  /** The epochs that are complete. */
  public List<Epoch> history() {
    return List.copyOf(history);
  }

  /** A copy of all that is needed to go on from here. */
  public TrainerState state() {
    return new TrainerState(history, sums, session.state().values(), best);
  }

  /** Scores by the weights as they are, in the precision of the training, until closed. */
  public ImageClassifier classifier() {
    return session.classifier();
  }

  /**
   * Scores images by the weights as they are, in float32 whatever the precision of the training and
   * without freezing them: what an exported model must agree with. Opens a session for each call.
   */
  public float[] float32Probabilities(byte[] pixels, int first, int count) {
    try (TrainingSession float32 = new TrainingSession(graph, Precision.FLOAT32)) {
      float32.state().assign(snapshot().weights());
      return float32.classifier().probabilities(pixels, first, count);
    }
  }

  /** A copy of the weights as they are. */
  public TrainedNetwork snapshot() {
    return session.state().weights();
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }

  private void requireFinite(String what, double value, int epoch) {
    if (!Double.isFinite(value)) {
      throw new DivergedException(what, epoch, sums.steps() + 1, value);
    }
  }

  /** One-hot makes a row of zeros, and a loss of nothing, of a label that is no class. */
  private void requireClasses(Batch batch, int epoch) {
    for (int i = 0; i < batch.count(); i++) {
      int label = batch.labels()[i];
      if (label < 0 || label >= network.classes()) {
        throw new IllegalArgumentException(
            "epoch %d has an example with label %d, but network %s has %d classes"
                .formatted(epoch, label, network.name(), network.classes()));
      }
    }
  }
}
