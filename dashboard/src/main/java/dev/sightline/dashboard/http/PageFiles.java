package dev.sightline.dashboard.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of the page, by path: each is listed, so that nothing else can be asked for. */
final class PageFiles {
  static final String HTML = "text/html; charset=utf-8";
  static final String FOLDER = "/dev/sightline/dashboard/page/";

  /** Where the page to sign in has room for what was wrong. */
  private static final String FAULT = "<!--fault-->";

  /** As packed by WebJars, of the version in the parent's pom. */
  private static final String CHARTS = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

  static final List<String> SCRIPTS =
      List.of(
          "alerts.js",
          "app.js",
          "chart.js",
          "classes.js",
          "dom.js",
          "events.js",
          "figures.js",
          "format.js",
          "labelling.js",
          "looks.js",
          "matrix.js",
          "models.js",
          "operations.js",
          "overview.js",
          "predictions.js",
          "server.js");

  private final Map<String, PageFile> files = new LinkedHashMap<>();

  /**
   * One of them.
   *
   * @param type its content type
   */
  record PageFile(String type, byte[] bytes) {}

  PageFiles() {
    add("/", FOLDER + "index.html", HTML);
    add(Gate.SIGN_IN, FOLDER + "sign-in.html", HTML);
    add("/style.css", FOLDER + "style.css", "text/css; charset=utf-8");
    add("/icon.svg", FOLDER + "icon.svg", "image/svg+xml");
    add("/openapi.json", FOLDER + "openapi.json", "application/json");
    SCRIPTS.forEach(name -> add("/js/" + name, FOLDER + "js/" + name, "text/javascript"));
    add("/vendor/uplot.js", CHARTS + "uPlot.esm.js", "text/javascript");
    add("/vendor/uplot.css", CHARTS + "uPlot.min.css", "text/css; charset=utf-8");
  }

  /**
   * The page to sign in, with what was wrong.
   *
   * @param fault a sentence of ours: it goes in as it is
   */
  static byte[] signIn(String fault) {
    return new String(read(FOLDER + "sign-in.html"), StandardCharsets.UTF_8)
        .replace(FAULT, "<p role=\"alert\" class=\"change-down\">" + fault + "</p>")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** By path. */
  Map<String, PageFile> all() {
    return files;
  }

  private void add(String path, String resource, String type) {
    files.put(path, new PageFile(type, read(resource)));
  }

  private static byte[] read(String resource) {
    try (InputStream in = PageFiles.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + resource);
      }
      return in.readAllBytes();
    } catch (IOException damaged) {
      throw new UncheckedIOException(damaged);
    }
  }
}
