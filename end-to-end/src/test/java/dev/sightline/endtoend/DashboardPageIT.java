package dev.sightline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.dashboard.Dashboard;
import dev.sightline.dashboard.settings.DashboardSettings;
import dev.sightline.schemas.HeldOutEvaluation;
import dev.sightline.schemas.Label;
import dev.sightline.schemas.Topics;
import dev.sightline.topology.settings.WorkerConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The page in a real Chromium, beside a worker: figures move, a swap is marked, drift raises an
 * alarm, a key labels an image and it counts, nothing that strangers wrote is more than text, and
 * axe-core finds no fault. A fresh dashboard shows the same, and a broker that is away is said. It
 * leaves screenshots in {@code target/dashboard}.
 */
class DashboardPageIT {
  private static final Logger LOG = LoggerFactory.getLogger(DashboardPageIT.class);
  private static final int IMAGES_PER_SECOND = 50;
  private static final int PHONE = 390;

  /** The rules on which the scheme of colours has a say: nothing else of the page depends on it. */
  private static final String OF_COLOURS = "{runOnly: ['color-contrast', 'link-in-text-block']}";

  private static final Path SCREENSHOTS = Path.of("target", "dashboard");
  private static final String STRANGE = "<img src=x onerror=\"window.struck=1\">";

  /** The labels' version while what is on the images is none of what the model knows. */
  private static final int DRIFTED = 5;

  private static final String[] VIEWS = {"/", "/predictions", "/versions", "/label"};

  @RegisterExtension static final Cluster CLUSTER = new Cluster(2);

  private static Path chromium;

  @TempDir Path folder;

  @BeforeAll
  static void findChromium() {
    Optional<Path> found = Browser.installed();
    if (found.isEmpty()) {
      // Surefire shows no reason for a class that is skipped as a whole.
      LOG.warn("skipped: Chromium is not on the path (Debian: apt-get install chromium)");
    }
    assumeTrue(found.isPresent(), "Chromium is not on the path");
    chromium = found.get();
  }

  @Test
  void showsARunAsItGoes() throws Exception {
    CLUSTER.models().publish(1);
    try (AlertReceiver receiver = new AlertReceiver();
        RunningWorker worker =
            RunningWorker.start(
                CLUSTER,
                folder,
                Map.of(
                    "sightline.metrics.window.size.ms",
                    60_000,
                    "sightline.metrics.window.advance.ms",
                    5_000,
                    WorkerConfig.FIRST_IMAGES,
                    200,
                    WorkerConfig.WEBHOOK_URL,
                    receiver.url(),
                    WorkerConfig.WEBHOOK_SECRET,
                    AlertReceiver.SECRET));
        Dashboard dashboard = Dashboard.start(CLUSTER.config(), DashboardSettings.onLoopback(0));
        Browser browser = Browser.start(chromium);
        Producer<String, Label> labels = CLUSTER.producer(Topics.LABELS);
        Load load = Load.start(CLUSTER, IMAGES_PER_SECOND)) {
      Labels truths = new Labels(labels, load);
      worker.awaitServing(1);
      browser.view(1280, 900, false);
      String page = "http://127.0.0.1:" + dashboard.port();
      browser.open(page);

      figuresMove(browser, truths);
      aSwapIsMarked(browser, worker, truths);
      driftRaisesAnAlarm(browser, truths);
      prometheusAnswersAllThatGrafanaAsks(worker, truths);
      strangersWriteTextAlone(browser);
      aCellLeadsToItsImages(browser, page);
      aKeyLabels(browser, page, truths);
      truths.publish(DRIFTED);
      everyViewCanBeReadByAll(browser, page);
      load.stop();
      aFreshDashboardShowsTheSame(dashboard.port());
      aBrokerThatIsAwayIsSaid(browser, page);
    }
  }

  /** The truth about every other image. */
  private static final class Labels {
    private final Producer<String, Label> producer;
    private final Load load;
    private final Set<String> leftOut = new HashSet<>();
    private int labelled;

    Labels(Producer<String, Label> producer, Load load) {
      this.producer = producer;
      this.load = load;
    }

    /** Publishes those of the images so far: what a version says of nine in ten. */
    void publish(int version) {
      for (int end = load.published(); labelled < end; labelled += 2) {
        int shift = labelled % 20 == 0 ? version + 1 : version;
        String actual = ShiftModel.label(NumberedImages.actual(labelled), shift);
        Label label = new Label(NumberedImages.id(labelled), actual, Instant.now(), "a test");
        if (!leftOut.contains(label.getId())) {
          producer.send(new ProducerRecord<>(Topics.LABELS.name(), label.getId(), label));
        }
      }
      producer.flush();
    }

    /** Leaves an image to whoever says more of it. */
    void leaveOut(String id) {
      leftOut.add(id);
    }

    void publishOfNext(int images, int version) {
      int from = load.published();
      Waiting.waitFor(images + " images").until(() -> load.published() >= from + images);
      publish(version);
    }
  }

  private static void figuresMove(Browser browser, Labels truths) {
    truths.publishOfNext(200, 1);
    browser.waitUntil("/^\\d+\\.\\d%$/.test(document.getElementById('accuracy').textContent)");
    String before = browser.text("#accuracy-of");
    truths.publishOfNext(100, 1);
    browser.waitUntil(
        "document.getElementById('accuracy-of').textContent !== " + Browser.quoted(before));
    browser.waitUntil("document.querySelectorAll('#matrix button').length === 100");
    // nine in ten, within what a window cuts off at its ends
    assertThat(browser.text("#accuracy")).matches("(8[5-9]|9[0-5])\\.\\d%");
    assertThat(browser.text("#live")).isEqualTo("Live");
    browser.waitUntil(
        "/Last 1,000 labels\\s+(8[5-9]|9[0-5])\\.\\d%/"
            + ".test(document.getElementById('figures').innerText)");
    assertThat(browser.text("#alerts-now")).contains("No alarm stands.");
  }

  private static void aSwapIsMarked(Browser browser, RunningWorker worker, Labels truths)
      throws IOException {
    CLUSTER.models().publishEvaluated(2, rightInNineOfTen());
    worker.awaitServing(2);
    truths.publish(1);
    browser.waitUntil("document.querySelector('#figures').innerText.includes('v2')");
    browser.waitUntil(
        "document.getElementById('accuracy-chart').ariaLabel.includes('2 swaps of versions')");
    truths.publishOfNext(100, 2);
    browser.waitUntil("document.getElementById('accuracy-legend').innerText.includes('v2, with')");
    browser.waitUntil("document.querySelectorAll('#side tbody tr').length === 2");
    browser.waitUntil("document.getElementById('accuracy-legend').innerText.includes('estimated')");
    showWindowsBy(browser, "labels");
    browser.waitUntil(
        "!document.getElementById('accuracy-legend').innerText.includes('estimated')");
    assertThat(browser.text("#accuracy-legend")).contains("v1, with", "v2, with");
    showWindowsBy(browser, "time");
  }

  private static void showWindowsBy(Browser browser, String what) {
    browser.evaluate(
        "document.getElementById('windows-by').value = '%s';".formatted(what)
            + "document.getElementById('windows-by').dispatchEvent(new Event('change'))");
  }

  private static HeldOutEvaluation rightInNineOfTen() {
    return HeldOutEvaluation.newBuilder()
        .setImages(10_000)
        .setAccuracy(0.9)
        .setLoss(0.3)
        .setConfusionMatrix(List.of())
        .setCalibration(List.of())
        .setExpectedCalibrationError(0)
        .setPredictedShares(Collections.nCopies(ShiftModel.CLASSES, 1.0 / ShiftModel.CLASSES))
        .build();
  }

  private static void driftRaisesAnAlarm(Browser browser, Labels truths) {
    Waiting.waitFor("the alarm on the page")
        .until(
            () -> {
              truths.publish(DRIFTED);
              return browser.text("#alerts-now").contains("raised");
            });
    assertThat(browser.text("#alerts-now"))
        .contains(
            "v2 · accuracy",
            "Labels show that the model is right less often than it was.",
            "accuracy fell to 0.",
            "it was 0.900 on the held-out images");
    Waiting.waitFor("the alarm in the row of the newest version")
        .until(() -> browser.text("#side tbody tr").contains("▲ 1 alarm"));
  }

  private void prometheusAnswersAllThatGrafanaAsks(RunningWorker worker, Labels truths)
      throws Exception {
    Optional<Path> program = Prometheus.installed();
    if (program.isEmpty()) {
      LOG.warn("skipped: Prometheus is not on the path (Debian: apt-get install prometheus)");
      return;
    }
    try (Prometheus prometheus =
        Prometheus.start(program.get(), folder.resolve("prometheus"), worker.httpPort())) {
      for (String query : GrafanaPage.queries()) {
        Waiting.waitFor(query)
            .until(
                () -> {
                  truths.publish(DRIFTED);
                  return !prometheus.query(query).isEmpty();
                });
      }
      assertThat(prometheus.rules().findValuesAsText("health"))
          .as("rules that are understood")
          .hasSameSizeAs(AlertRules.of())
          .containsOnly("ok");
    }
  }

  private static void strangersWriteTextAlone(Browser browser) {
    try (Producer<byte[], byte[]> raw = CLUSTER.rawProducer()) {
      byte[] bytes = STRANGE.getBytes(StandardCharsets.UTF_8);
      raw.send(new ProducerRecord<>(Topics.LABELS.name(), bytes, bytes));
      raw.send(new ProducerRecord<>(Topics.IMAGES.name(), bytes, bytes));
    }
    browser.evaluate("location.hash = '#/versions'");
    browser.waitUntil("document.getElementById('dead-letters').innerText.includes('<img src=x')");
    browser.waitUntil(
        "document.getElementById('notices').innerText.includes('1 record passed over')");
    assertThat(browser.evaluate("window.struck === undefined").asBoolean()).isTrue();
  }

  private static void aCellLeadsToItsImages(Browser browser, String page) {
    browser.open(page + "/?cell");
    browser.waitUntil("document.querySelectorAll('#matrix button.wrong:not(.zero)').length > 0");
    browser.evaluate("document.querySelector('#matrix button.wrong:not(.zero)').click()");
    browser.waitUntil("location.hash.includes('actual=class')");
    browser.waitUntil("document.querySelectorAll('#predictions .mistake img').length > 0");
    browser.waitUntil(
        "[...document.querySelectorAll('#predictions img')].some(i => i.naturalWidth > 0)");
  }

  private static void aKeyLabels(Browser browser, String page, Labels truths) {
    browser.open(page + "/?label#/label");
    browser.waitUntil("document.querySelector('#desk-image img')?.naturalWidth > 0");
    truths.leaveOut(browser.text("#desk-id"));
    browser.press("3");
    browser.waitUntil("document.getElementById('desk-last').innerText.includes('said class-2')");
    browser.waitUntil("document.querySelector('#desk-tallies td.number:nth-child(5)') !== null");
    assertThat(browser.text("#desk-tallies td.number:nth-child(5)")).isEqualTo("1");
    assertThat(browser.text("#desk-tallies tbody")).contains("at random", "unbiased");
  }

  /** Light, dark and on a phone: axe-core finds nothing, and each leaves a picture. */
  private static void everyViewCanBeReadByAll(Browser browser, String page) throws IOException {
    String axe;
    try (InputStream in = DashboardPageIT.class.getResourceAsStream("/axe.min.js")) {
      axe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    for (String view : VIEWS) {
      String name = view.equals("/") ? "overview" : view.substring(1);
      browser.view(1280, 900, false);
      browser.open(page + "/?look=" + name + "#" + view);
      browser.waitUntil("document.getElementById('live').dataset.state === 'live'");
      browser.waitUntil(
          "document.querySelector('.view:not([hidden])').querySelectorAll('td, button,"
              + " li').length > 3");
      browser.evaluate(axe + "; 0");
      axeFindsNothing(browser, "", view + ", light");
      shoot(browser, name + "-light.png");
      browser.view(1280, 900, true);
      axeFindsNothing(browser, OF_COLOURS, view + ", dark");
      shoot(browser, name + "-dark.png");
      browser.view(PHONE, 900, false);
      shoot(browser, name + "-390.png");
      assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
          .as(view + " is no wider than a phone")
          .isLessThanOrEqualTo(PHONE);
    }
  }

  /**
   * @param which rules, as axe-core takes them; all when empty
   */
  private static void axeFindsNothing(Browser browser, String which, String where) {
    JsonNode violations =
        browser.evaluate(
            "axe.run("
                + which
                + ").then(r => r.violations.map(v => v.id + ': ' + v.help + ': '"
                + " + v.nodes.slice(0, 3).map(n => n.html + n.failureSummary).join('; ')))");
    assertThat(violations).as(where).isEmpty();
  }

  /** Nothing is kept but on the topics. */
  private static void aFreshDashboardShowsTheSame(int port) throws Exception {
    try (Dashboard fresh = Dashboard.start(CLUSTER.config(), DashboardSettings.onLoopback(0))) {
      for (String path :
          new String[] {
            "/api/windows",
            "/api/windows?labels=100",
            "/api/figures",
            "/api/matrix",
            "/api/alerts",
            "/api/labelling"
          }) {
        Waiting.waitFor(path + " to be the same")
            .until(() -> figures(fresh.port(), path).equals(figures(port, path)));
      }
      assertThat(figures(port, "/api/labelling")).contains("\"labelled\":1");
    }
  }

  /** Without what each dashboard counts for itself. */
  private static String figures(int port, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body()
        .replaceAll("\"(number|waiting|written)\":\\d+", "");
  }

  private static void aBrokerThatIsAwayIsSaid(Browser browser, String page) {
    browser.open(page + "/?broker");
    CLUSTER.broker().stop();
    browser.waitUntil("document.getElementById('notices').innerText.includes('does not answer')");
    CLUSTER.broker().start();
    browser.waitUntil("!document.getElementById('notices').innerText.includes('does not answer')");
    assertThat(browser.text("#figures")).contains("v2");
  }

  /** The pictures of what is seen at first, and those of the latest mistakes. */
  private static void shoot(Browser browser, String file) throws IOException {
    browser.evaluate(
        "document.querySelectorAll('#recent img').forEach(i => { i.loading = 'eager'; })");
    browser.waitUntil(
        "[...document.querySelectorAll('.view:not([hidden]) img')]"
            + ".filter(i => i.offsetParent !== null)"
            + ".filter(i => i.loading === 'eager' || i.getBoundingClientRect().top < innerHeight)"
            + ".every(i => i.complete)");
    browser.screenshot(SCREENSHOTS.resolve(file));
  }
}
