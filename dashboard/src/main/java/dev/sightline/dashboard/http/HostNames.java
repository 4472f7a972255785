package dev.sightline.dashboard.http;

import dev.sightline.dashboard.settings.DashboardSettings;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names under which the page may be asked for. A page from elsewhere whose name was made to
 * resolve to this machine (DNS rebinding) has a name that is none of these.
 */
final class HostNames {
  /** An address names a machine by itself: no name server can point it elsewhere. */
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");

  private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

  private final Set<String> names = new HashSet<>();
  private final boolean loopback;

  HostNames(DashboardSettings settings) {
    this.loopback = DashboardSettings.isLoopback(settings.host());
    names.add(settings.host().toLowerCase(Locale.ROOT));
    settings.names().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
  }

  /** Whether a Host header, with or without a port, is one of these. */
  boolean allow(String header) {
    if (header == null) {
      return false;
    }
    String name = header.toLowerCase(Locale.ROOT).replaceFirst(":\\d{1,5}$", "");
    return names.contains(name)
        || LOOPBACK.matcher(name).matches()
        || !loopback && ADDRESS.matcher(name).matches();
  }
}
