package dev.sightline.dashboard.http;

import dev.sightline.dashboard.settings.DashboardSettings;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Set;

/**
 * Who gets in: asked before every request. The name in the Host header must be one of ours, what
 * changes something must come from our own page, and where a token or a reverse proxy's header is
 * demanded there must be one.
 */
final class Gate {
  static final String SIGN_IN = "/sign-in";

  /** Whether the process answers at all. */
  static final String LIVE = "/health/live";

  private static final String COOKIE = "sightline-dashboard";
  private static final String BEARER = "Bearer ";
  private static final Set<String> SAFE = Set.of("GET", "HEAD");

  /** What the sign-in page itself is made of, and who asks whether the process lives. */
  private static final Set<String> OPEN =
      Set.of(SIGN_IN, "/style.css", "/icon.svg", "/health", LIVE);

  private static final int MOST_FAILURES = 20;
  private static final long FORGET_MS = Duration.ofMinutes(1).toMillis();

  private final DashboardSettings settings;
  private final HostNames names;
  private final InstantSource clock;
  private final String session;
  private int failures;
  private long failuresSinceMs;

  Gate(DashboardSettings settings, InstantSource clock) {
    this.settings = settings;
    this.names = new HostNames(settings);
    this.clock = clock;
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    this.session = HexFormat.of().formatHex(secret);
  }

  /**
   * Lets a request pass.
   *
   * @throws RefusedException when it may not
   */
  void check(Context context) {
    if (!names.allow(context.header("Host"))) {
      throw new RefusedException(
          403, "this name is none of the dashboard's: --name NAME makes it one");
    }
    boolean foreign = isForeign(context);
    if (foreign && context.path().startsWith("/api/")) {
      throw new RefusedException(403, "another site's page may not ask here");
    }
    if (!SAFE.contains(context.method().name())) {
      checkChange(context, foreign);
    }
    if (!OPEN.contains(context.path()) && !signedIn(context)) {
      throw new RefusedException(401, "sign in first: a token is needed");
    }
  }

  /** A browser says where a request comes from; a program need not, and has no cookie to abuse. */
  private static boolean isForeign(Context context) {
    String origin = context.header("Origin");
    String site = context.header("Sec-Fetch-Site");
    return origin != null && !authority(origin).equalsIgnoreCase(context.header("Host"))
        || site != null && !site.equals("same-origin") && !site.equals("none");
  }

  private static void checkChange(Context context, boolean foreign) {
    if (foreign) {
      throw new RefusedException(403, "what changes something must come from the page itself");
    }
    String type = String.valueOf(context.contentType());
    String expected =
        context.path().equals(SIGN_IN) ? "application/x-www-form-urlencoded" : "application/json";
    if (!type.startsWith(expected)) {
      throw new RefusedException(415, "expected " + expected + ", found " + type);
    }
  }

  private static String authority(String origin) {
    try {
      return String.valueOf(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException none) {
      return "";
    }
  }

  private boolean signedIn(Context context) {
    if (settings.userHeader().isPresent()) {
      String user = context.header(settings.userHeader().get());
      return user != null && !user.isBlank();
    }
    if (settings.token().isEmpty()) {
      return true;
    }
    String cookie = context.cookie(COOKIE);
    if (cookie != null && same(cookie, session)) {
      return true;
    }
    String bearer = context.header("Authorization");
    return bearer != null
        && bearer.startsWith(BEARER)
        && isToken(bearer.substring(BEARER.length()));
  }

  /**
   * Signs a browser in until the dashboard ends.
   *
   * @throws RefusedException when the token is another
   */
  void signIn(Context context) {
    String token = context.formParam("token");
    if (token == null || !isToken(token.strip())) {
      throw new RefusedException(401, "that is not the token");
    }
    Cookie cookie = new Cookie(COOKIE, session);
    cookie.setPath("/");
    cookie.setHttpOnly(true);
    cookie.setSameSite(SameSite.STRICT);
    cookie.setSecure("https".equalsIgnoreCase(context.header("X-Forwarded-Proto")));
    context.cookie(cookie);
    context.redirect("/");
  }

  private synchronized boolean isToken(String given) {
    long now = clock.millis();
    if (now - failuresSinceMs > FORGET_MS) {
      failuresSinceMs = now;
      failures = 0;
    }
    if (failures >= MOST_FAILURES) {
      throw new RefusedException(429, "too many wrong tokens: wait a minute");
    }
    boolean right = settings.token().filter(token -> same(token, given)).isPresent();
    failures += right ? 0 : 1;
    return right;
  }

  /** Takes as long for any two texts of one length. */
  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
