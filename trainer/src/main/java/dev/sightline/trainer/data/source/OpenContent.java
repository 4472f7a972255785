package dev.sightline.trainer.data.source;

import java.io.Closeable;
import java.io.IOException;

/**
 * What the files of a tree are read from, while it is open.
 *
 * @param resource is closed with this
 */
record OpenContent(ImageTreeReader.Content content, Closeable resource) implements Closeable {
  @Override
  public void close() throws IOException {
    resource.close();
  }
}
