package dev.sightline.topology.streams;

import dev.sightline.schemas.rights.Part;
import dev.sightline.schemas.rights.Refused;
import java.util.Optional;
import java.util.stream.Stream;

/** The causes of a failure, the outermost first. */
public final class Causes {
  private Causes() {}

  public static Stream<Throwable> of(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }

  public static <T extends Throwable> Optional<T> find(Class<T> type, Throwable failure) {
    return of(failure).filter(type::isInstance).map(type::cast).findFirst();
  }

  /** The innermost cause, which says most; of a right that lacks, how it is granted. */
  public static String root(Throwable failure) {
    return Refused.text(failure, Part.WORKER)
        .orElseGet(() -> of(failure).reduce((outer, inner) -> inner).orElseThrow().toString());
  }
}
