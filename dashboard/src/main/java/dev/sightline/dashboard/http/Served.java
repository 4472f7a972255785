package dev.sightline.dashboard.http;

import dev.sightline.dashboard.labelling.Answered;
import dev.sightline.dashboard.labelling.HeldLabels;
import dev.sightline.dashboard.labelling.LabelDesk;
import dev.sightline.dashboard.lag.BrokerState;
import dev.sightline.dashboard.picture.Pictures;
import dev.sightline.dashboard.present.Present;
import dev.sightline.dashboard.view.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the server serves.
 *
 * @param pictures empty where images are not shown
 * @param desk empty where labelling is switched off
 * @param fault why the dashboard is not healthy; empty while it is
 */
public record Served(
    Present present,
    Answered answered,
    Optional<Pictures> pictures,
    Optional<Desk> desk,
    Supplier<BrokerState> broker,
    Supplier<Status> status,
    Supplier<Optional<String>> fault) {

  /**
   * What is needed to label.
   *
   * @param undo how long an answer can be taken back without a trace
   */
  public record Desk(LabelDesk labels, HeldLabels held, Duration undo) {}
}
