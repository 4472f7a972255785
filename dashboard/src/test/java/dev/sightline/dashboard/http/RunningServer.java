package dev.sightline.dashboard.http;

import dev.sightline.dashboard.Samples;
import dev.sightline.dashboard.http.Served.Desk;
import dev.sightline.dashboard.labelling.Answered;
import dev.sightline.dashboard.labelling.HeldLabels;
import dev.sightline.dashboard.labelling.LabelDesk;
import dev.sightline.dashboard.labelling.LabelSink;
import dev.sightline.dashboard.lag.BrokerState;
import dev.sightline.dashboard.present.Present;
import dev.sightline.dashboard.settings.DashboardSettings;
import dev.sightline.dashboard.settings.LabelBounds;
import dev.sightline.dashboard.view.Status;
import dev.sightline.schemas.Label;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A dashboard's server over a present that tests fill, spoken to byte by byte. */
final class RunningServer implements AutoCloseable {
  private static final int PATIENCE_MS = 10_000;

  final Present present = Present.empty(() -> Samples.NOON);
  final Answered answered = new Answered(present.changes());
  final HeldLabels held;
  Optional<String> fault = Optional.empty();
  private final DashboardServer server;

  /** An answer as it came. */
  record Answer(int status, String head, String body) {
    boolean has(String header) {
      return head.toLowerCase(Locale.ROOT).contains(header.toLowerCase(Locale.ROOT));
    }
  }

  RunningServer(DashboardSettings settings) {
    InstantSource noon = () -> Samples.NOON;
    held =
        new HeldLabels(
            new LabelSink() {
              @Override
              public void write(Label label) {}

              @Override
              public void close() {}
            },
            settings.undo(),
            noon,
            present.changes());
    LabelDesk desk =
        new LabelDesk(present.predictions(), held, settings.labelWithin(), new Random(1), noon);
    BrokerState broker = new BrokerState(List.of(), null, 0, 0);
    server =
        new DashboardServer(
            settings,
            new Served(
                present,
                answered,
                Optional.empty(),
                settings.labelling()
                    ? Optional.of(new Desk(desk, held, settings.undo()))
                    : Optional.empty(),
                () -> broker,
                () ->
                    new Status(0, true, broker, List.of(), settings.labelling(), settings.images()),
                () -> fault),
            noon);
  }

  static DashboardSettings settings(String token, String userHeader, boolean labelling) {
    return new DashboardSettings(
        "127.0.0.1",
        0,
        Optional.ofNullable(token),
        Optional.ofNullable(userHeader),
        Set.of("watch.example"),
        "sightline",
        new LabelBounds(1, 1_000),
        labelling,
        true,
        Duration.ofHours(1),
        Duration.ofMinutes(45));
  }

  static RunningServer open() {
    return new RunningServer(settings(null, null, true));
  }

  /** The routes of the REST interface: method and path. */
  Set<String> routes() {
    return server.routes();
  }

  int port() {
    return server.port();
  }

  String host() {
    return "127.0.0.1:" + port();
  }

  Answer get(String path, String... headers) throws IOException {
    return ask("GET", path, "", headers);
  }

  Answer post(String path, String json, String... headers) throws IOException {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Content-Type: application/json");
    return ask("POST", path, json, all.toArray(String[]::new));
  }

  /** Sends a request; the Host is ours unless a header says otherwise. */
  Answer ask(String method, String path, String body, String... headers) throws IOException {
    StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    boolean named = false;
    for (String header : headers) {
      named |= header.startsWith("Host:");
      request.append(header).append("\r\n");
    }
    if (!named) {
      request.append("Host: ").append(host()).append("\r\n");
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    request
        .append("Content-Length: ")
        .append(bytes.length)
        .append("\r\nConnection: close\r\n\r\n")
        .append(body);
    try (Socket socket = new Socket("127.0.0.1", port())) {
      socket.setSoTimeout(PATIENCE_MS);
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int gap = all.indexOf("\r\n\r\n");
      return new Answer(
          Integer.parseInt(all.substring(9, 12)), all.substring(0, gap), all.substring(gap + 4));
    }
  }

  @Override
  public void close() {
    server.close();
    held.close();
  }
}
