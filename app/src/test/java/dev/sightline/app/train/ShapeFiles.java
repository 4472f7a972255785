package dev.sightline.app.train;

import dev.sightline.trainer.data.EncodedExample;
import dev.sightline.trainer.data.source.DrawnShapes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Drawn shapes as files. */
final class ShapeFiles {
  private ShapeFiles() {}

  /** A data set of so many images. */
  static Path write(Path folder, int training, int heldOut) throws IOException {
    write(folder, new DrawnShapes(1, 10, training), "train/");
    write(folder, new DrawnShapes(2, 10, heldOut), "test/");
    return folder;
  }

  /** So many images in class folders, without splits. */
  static Path writeClasses(Path folder, int images) throws IOException {
    write(folder, new DrawnShapes(1, 10, images), "");
    return folder;
  }

  private static void write(Path folder, DrawnShapes shapes, String split) throws IOException {
    try (var files = shapes.heldOutFiles()) {
      for (EncodedExample file : (Iterable<EncodedExample>) files::iterator) {
        Path path = folder.resolve(file.name().replace("test/", split));
        Files.createDirectories(path.getParent());
        Files.write(path, file.content());
      }
    }
  }
}
