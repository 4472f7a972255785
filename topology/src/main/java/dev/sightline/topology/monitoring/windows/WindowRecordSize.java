package dev.sightline.topology.monitoring.windows;

import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.WindowCell;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * How much of its one record a window takes, in bytes of Avro's binary encoding. Pure functions.
 */
final class WindowRecordSize {
  /** What a topic takes by default, less the key, the frame of the record and that of its batch. */
  static final int MAX_BYTES = (1 << 20) - 1024;

  /** The number of cells, the end of their list. */
  private static final int LIST_BYTES = 8;

  private WindowRecordSize() {}

  /** The first cells of a list, as many as the record of a window without any has room for. */
  static List<WindowCell> fitting(List<WindowCell> cells, MetricsWindow without) {
    long room = MAX_BYTES - LIST_BYTES - of(without);
    int fitting = 0;
    while (fitting < cells.size() && room >= of(cells.get(fitting))) {
      room -= of(cells.get(fitting));
      fitting++;
    }
    return cells.subList(0, fitting);
  }

  /** Of a window. */
  static long of(MetricsWindow window) {
    Counting counting = new Counting();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(counting, null);
    try {
      new SpecificDatumWriter<>(MetricsWindow.class).write(window, encoder);
      encoder.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return counting.bytes;
  }

  private static int of(WindowCell cell) {
    return of(cell.getActual()) + of(cell.getPredicted()) + of(cell.getCount());
  }

  /** Of a number from 0 on: seven bits a byte, of which one is the sign. */
  private static int of(long number) {
    return (Long.SIZE - Long.numberOfLeadingZeros(2 * number | 1) + 6) / 7;
  }

  private static final class Counting extends OutputStream {
    private long bytes;

    @Override
    public void write(int any) {
      bytes++;
    }

    @Override
    public void write(byte[] any, int from, int length) {
      bytes += length;
    }
  }
}
