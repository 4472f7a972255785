package dev.sightline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.dashboard.Dashboard;
import dev.sightline.dashboard.settings.DashboardSettings;
import dev.sightline.schemas.Label;
import dev.sightline.schemas.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The page in a real Chromium, beside a worker: figures move, a swap is marked, a key labels an
 * image and it counts, nothing that strangers wrote is more than text, and axe-core finds no fault.
 * A fresh dashboard shows the same, and a broker that is away is said. It leaves screenshots in
 * {@code target/dashboard}.
 */
class DashboardPageIT {
  private static final Logger LOG = LoggerFactory.getLogger(DashboardPageIT.class);
  private static final int IMAGES_PER_SECOND = 50;
  private static final Path SCREENSHOTS = Path.of("target", "dashboard");
  private static final String STRANGE = "<img src=x onerror=\"window.struck=1\">";
  private static final String[] VIEWS = {"/", "/predictions", "/versions", "/label"};

  @RegisterExtension static final Cluster CLUSTER = new Cluster(2);

  private static Path chromium;

  @TempDir Path folder;

  private int labelled;

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
    try (RunningWorker worker =
            RunningWorker.start(
                CLUSTER,
                folder,
                Map.of(
                    "sightline.metrics.window.size.ms",
                    60_000,
                    "sightline.metrics.window.advance.ms",
                    5_000));
        Dashboard dashboard = Dashboard.start(CLUSTER.config(), DashboardSettings.onLoopback(0));
        Browser browser = Browser.start(chromium);
        Load load = Load.start(CLUSTER, IMAGES_PER_SECOND)) {
      worker.awaitServing(1);
      browser.view(1280, 900, false);
      String page = "http://127.0.0.1:" + dashboard.port();
      browser.open(page);

      figuresMove(browser, load);
      aSwapIsMarked(browser, worker, load);
      strangersWriteTextAlone(browser);
      aCellLeadsToItsImages(browser, page);
      aKeyLabels(browser, page);
      axeFindsNothing(browser, page);
      label(load);
      takeScreenshots(browser, page);
      load.stop();
      aFreshDashboardShowsTheSame(dashboard.port());
      aBrokerThatIsAwayIsSaid(browser, page);
    }
  }

  /** Publishes the labels of every other image so far: what version 1 says of nine in ten. */
  private void label(Load load) {
    try (Producer<String, Label> producer = CLUSTER.producer(Topics.LABELS)) {
      for (int end = load.published(); labelled < end; labelled += 2) {
        int shift = labelled % 20 == 0 ? 2 : 1;
        String actual = ShiftModel.label(NumberedImages.actual(labelled), shift);
        Label label = new Label(NumberedImages.id(labelled), actual, Instant.now(), "a test");
        producer.send(new ProducerRecord<>(Topics.LABELS.name(), label.getId(), label));
      }
    }
  }

  private void figuresMove(Browser browser, Load load) {
    Waiting.waitFor("some images").until(() -> load.published() > 200);
    label(load);
    browser.waitUntil("/^\\d+\\.\\d%$/.test(document.getElementById('accuracy').textContent)");
    String before = browser.text("#accuracy-of");
    Waiting.waitFor("more images").until(() -> load.published() > 400);
    label(load);
    browser.waitUntil(
        "document.getElementById('accuracy-of').textContent !== " + Browser.quoted(before));
    browser.waitUntil("document.querySelectorAll('#matrix button').length === 100");
    // nine in ten, within what a window cuts off at its ends
    assertThat(browser.text("#accuracy")).matches("(8[5-9]|9[0-5])\\.\\d%");
    assertThat(browser.text("#live")).isEqualTo("Live");
  }

  private void aSwapIsMarked(Browser browser, RunningWorker worker, Load load) throws IOException {
    CLUSTER.models().publish(2);
    worker.awaitServing(2);
    browser.waitUntil("document.querySelector('#figures').innerText.includes('v2')");
    browser.waitUntil(
        "document.getElementById('accuracy-chart').ariaLabel.includes('2 swaps of versions')");
    int published = load.published();
    Waiting.waitFor("images of version 2").until(() -> load.published() > published + 100);
    label(load);
    browser.waitUntil("document.getElementById('accuracy-legend').innerText.includes('v2, with')");
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

  private static void aKeyLabels(Browser browser, String page) {
    browser.open(page + "/?label#/label");
    browser.waitUntil("document.querySelector('#desk-image img')?.naturalWidth > 0");
    browser.press("3");
    browser.waitUntil("document.getElementById('desk-last').innerText.includes('said class-2')");
    browser.waitUntil("document.querySelector('#desk-tallies td.number:nth-child(5)') !== null");
    assertThat(browser.text("#desk-tallies td.number:nth-child(5)")).isEqualTo("1");
    assertThat(browser.text("#desk-tallies tbody")).contains("at random", "unbiased");
  }

  private static void axeFindsNothing(Browser browser, String page) throws IOException {
    String axe;
    try (InputStream in = DashboardPageIT.class.getResourceAsStream("/axe.min.js")) {
      axe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    for (boolean dark : new boolean[] {false, true}) {
      browser.view(1280, 900, dark);
      for (String view : VIEWS) {
        browser.open(page + "/?axe=" + dark + "#" + view);
        browser.waitUntil("document.getElementById('live').dataset.state === 'live'");
        browser.waitUntil(
            "document.querySelector('.view:not([hidden])').querySelectorAll('td, button,"
                + " li').length > 3");
        browser.evaluate(axe + "; 0");
        JsonNode violations =
            browser.evaluate(
                "axe.run().then(r => r.violations.map(v => v.id + ': ' + v.help + ': '"
                    + " + v.nodes.slice(0, 3).map(n => n.html + n.failureSummary).join('; ')))");
        assertThat(violations).as(view + (dark ? ", dark" : ", light")).isEmpty();
      }
    }
  }

  private static void takeScreenshots(Browser browser, String page) throws IOException {
    for (String view : VIEWS) {
      String name = view.equals("/") ? "overview" : view.substring(1);
      shoot(browser, page, view, 1280, false, name + "-light.png");
      shoot(browser, page, view, 1280, true, name + "-dark.png");
      shoot(browser, page, view, 390, false, name + "-390.png");
      assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
          .as(view + " is no wider than a phone")
          .isLessThanOrEqualTo(390);
    }
  }

  /** Nothing is kept but on the topics. */
  private static void aFreshDashboardShowsTheSame(int port) throws Exception {
    try (Dashboard fresh = Dashboard.start(CLUSTER.config(), DashboardSettings.onLoopback(0))) {
      for (String path : new String[] {"/api/windows", "/api/matrix", "/api/labelling"}) {
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

  private static void shoot(
      Browser browser, String page, String view, int width, boolean dark, String file)
      throws IOException {
    browser.view(width, 900, dark);
    browser.open(page + "/?" + file + "#" + view);
    browser.waitUntil("document.getElementById('live').dataset.state === 'live'");
    browser.waitUntil(
        "[...document.querySelectorAll('.view:not([hidden]) img')]"
            + ".filter(i => i.getBoundingClientRect().top < innerHeight).every(i => i.complete)");
    browser.screenshot(SCREENSHOTS.resolve(file));
  }
}
