package dev.sightline.app.console;

import java.util.ArrayList;
import java.util.List;

/** Messages that a test looks at. */
public final class RecordedMessages implements Messages {
  private final List<String> said = new ArrayList<>();
  private final List<String> noted = new ArrayList<>();

  @Override
  public void say(String text) {
    said.add(text);
  }

  @Override
  public void note(String text) {
    noted.add(text);
  }

  /** All that was asked for, a line break between messages. */
  public String said() {
    return String.join("\n", said);
  }

  /** All that stands beside it, a line break between messages. */
  public String noted() {
    return String.join("\n", noted);
  }
}
