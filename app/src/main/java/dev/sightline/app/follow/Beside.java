package dev.sightline.app.follow;

import dev.sightline.app.console.Messages;

/** Messages of what is read beside something else, which tells of their common troubles itself. */
record Beside(Messages messages) implements Messages {
  @Override
  public void say(String text) {
    messages.say(text);
  }

  @Override
  public void note(String text) {
    messages.note(text);
  }

  @Override
  public void trouble(String text) {
    // is told already
  }

  @Override
  public void troubleIsOver(String text) {
    // is told already
  }
}
