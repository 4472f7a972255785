package dev.sightline.models;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key of a record on the topic {@code models}: {@code name/version/manifest} or {@code
 * name/version/part}.
 *
 * @param part the part's index from 0, or {@link #MANIFEST}
 */
public record ModelKey(ModelVersion model, int part) {
  public static final int MANIFEST = -1;
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9._-]{1,200})/([1-9][0-9]{0,8})/(manifest|0|[1-9][0-9]{0,8})");

  public static ModelKey manifest(ModelVersion model) {
    return new ModelKey(model, MANIFEST);
  }

  /** The key behind a record's key, or empty when it has another form. */
  public static Optional<ModelKey> parse(String key) {
    Matcher form = FORM.matcher(key == null ? "" : key);
    if (!form.matches() || form.group(1).equals(".") || form.group(1).equals("..")) {
      return Optional.empty();
    }
    ModelVersion model = new ModelVersion(form.group(1), Integer.parseInt(form.group(2)));
    String part = form.group(3);
    return Optional.of(
        new ModelKey(model, part.equals("manifest") ? MANIFEST : Integer.parseInt(part)));
  }

  public boolean isManifest() {
    return part == MANIFEST;
  }

  @Override
  public String toString() {
    return model + "/" + (isManifest() ? "manifest" : part);
  }
}
