package dev.sightline.topology.monitoring.gauges;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Gauges that are there while their value is known: one whose value is NaN is taken away, rather
 * than shown as a number that others would reckon with. One thread changes them; any reads.
 */
public final class KnownGauges {
  private final MeterRegistry meters;
  private final List<Known> all = new ArrayList<>();

  /** A gauge, and whether it is there. */
  private static final class Known {
    private final Gauge.Builder<?> gauge;
    private final DoubleSupplier value;
    private Meter registered;

    private Known(Gauge.Builder<?> gauge, DoubleSupplier value) {
      this.gauge = gauge;
      this.value = value;
    }
  }

  public KnownGauges(MeterRegistry meters) {
    this.meters = meters;
  }

  /**
   * Adds one; it is there from the next {@link #refresh} at which its value is known.
   *
   * @param value NaN as long as it is not known
   */
  public void add(String name, String description, Tags tags, DoubleSupplier value) {
    all.add(
        new Known(
            Gauge.builder(name, value, DoubleSupplier::getAsDouble)
                .strongReference(true)
                .description(description)
                .tags(tags),
            value));
  }

  /** Shows those whose value is known now, and no other. */
  public void refresh() {
    for (Known each : all) {
      boolean isKnown = !Double.isNaN(each.value.getAsDouble());
      if (isKnown && each.registered == null) {
        each.registered = each.gauge.register(meters);
      } else if (!isKnown && each.registered != null) {
        meters.remove(each.registered);
        each.registered = null;
      }
    }
  }

  /** Takes all away. */
  public void remove() {
    all.stream()
        .filter(each -> each.registered != null)
        .forEach(each -> meters.remove(each.registered));
    all.clear();
  }
}
