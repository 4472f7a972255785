package dev.sightline.app.metrics;

import dev.sightline.dashboard.view.VersionFigures;
import dev.sightline.schemas.MetricsWindow;
import java.util.OptionalDouble;

/**
 * A window with its figures.
 *
 * @param change of the accuracy since the window before; empty where there is none
 */
record WatchedWindow(MetricsWindow window, OptionalDouble change, VersionFigures figures) {}
