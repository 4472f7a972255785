package dev.sightline.trainer.tensorboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * A record of a TFRecord file: its length as a little-endian uint64, the masked CRC-32C of these
 * eight bytes, the data, the masked CRC-32C of the data.
 *
 * @see <a href="https://www.tensorflow.org/tutorials/load_data/tfrecord">TFRecords format
 *     details</a>
 */
final class RecordFrame {
  /** Bytes of a frame besides its data. */
  static final int OVERHEAD_BYTES = Long.BYTES + Integer.BYTES + Integer.BYTES;

  private static final int MASK_DELTA = 0xa282ead8;

  private RecordFrame() {}

  static byte[] of(byte[] data) {
    ByteBuffer frame =
        ByteBuffer.allocate(data.length + OVERHEAD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    frame.putLong(data.length);
    frame.putInt(maskedCrc(frame.array(), 0, Long.BYTES));
    frame.put(data);
    frame.putInt(maskedCrc(data, 0, data.length));
    return frame.array();
  }

  /** Rotated and shifted, because the CRC of data that holds its own CRC is of no use. */
  static int maskedCrc(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
  }
}
