package dev.sightline.app.metrics;

import dev.sightline.schemas.MetricsWindow;
import java.util.OptionalDouble;

/**
 * A window with what it is compared to.
 *
 * @param change of the accuracy since the window before; empty where there is none
 * @param heldOut the version's accuracy on held-out images; empty where it is not known
 */
record WatchedWindow(MetricsWindow window, OptionalDouble change, OptionalDouble heldOut) {}
