package dev.sightline.trainer.data.source;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.sightline.trainer.data.DataSetException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the original CIFAR-10 archive into a cache folder, once.
 *
 * <p>Bytes are collected in a {@code .part} file, which an interrupted download leaves behind and
 * the next one goes on from. The file gets its name when its length and checksum are right, in one
 * step: under that name it is never found unfinished. Length and checksum are known beforehand, so
 * what was resumed needs no validator of the server's; where the result is wrong it is fetched once
 * more from the start.
 *
 * <p>For one download at a time into a folder.
 */
public final class Cifar10Download {
  private static final Logger log = LoggerFactory.getLogger(Cifar10Download.class);

  // Address and MD5 as published on the data set's home page.
  private static final URI ADDRESS =
      URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz");
  private static final long LENGTH_BYTES = 170_052_171;
  private static final String MD5 = "c32a1d4ab5d03f1284b67883e8d87530";

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration STALL_TIMEOUT = Duration.ofSeconds(30);
  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final URI address;
  private final long lengthBytes;
  private final String md5;
  private final Duration stallTimeout;
  private final LongSupplier usableBytes;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT_TIMEOUT)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private final Path file;
  private final Path part;

  /** The original archive from its home. */
  public Cifar10Download(Path folder) {
    this(ADDRESS, LENGTH_BYTES, MD5, folder);
  }

  /**
   * An archive from elsewhere; the file is named as at the end of the address.
   *
   * @param md5 in lower-case hexadecimal
   */
  public Cifar10Download(URI address, long lengthBytes, String md5, Path folder) {
    this(address, lengthBytes, md5, folder, STALL_TIMEOUT, () -> folder.toFile().getUsableSpace());
  }

  /**
   * @param stallTimeout a server that sends nothing for so long counts as gone
   * @param usableBytes how much the folder's disk has room for; asked when the folder is there
   */
  Cifar10Download(
      URI address,
      long lengthBytes,
      String md5,
      Path folder,
      Duration stallTimeout,
      LongSupplier usableBytes) {
    this.address = address;
    this.lengthBytes = lengthBytes;
    this.md5 = md5;
    this.stallTimeout = stallTimeout;
    this.usableBytes = usableBytes;
    String name = address.getPath().substring(address.getPath().lastIndexOf('/') + 1);
    this.file = folder.resolve(name);
    this.part = folder.resolve(name + ".part");
  }

  /** {@code .cache/sightline} in the user's home. */
  public static Path defaultFolder() {
    return Path.of(System.getProperty("user.home"), ".cache", "sightline");
  }

  /**
   * Returns the archive, fetching what is missing of it; progress goes to standard error. A
   * connection that breaks is taken up again for as long as each attempt brings the download
   * further.
   *
   * @throws DataSetException when there is no network, the server refuses or brings nothing more,
   *     the checksum is wrong, the disk has not room for what is missing, or the folder can't be
   *     written
   */
  public Path fetch() {
    boolean newFolder = Files.notExists(folder());
    try {
      if (Files.exists(file) && fault(file).isEmpty()) {
        return file;
      }
      Files.createDirectories(folder());
      requireRoom();
      boolean pieced = fetchPart();
      Optional<String> fault = fault(part);
      if (fault.isPresent() && pieced) {
        log.warn("{}: {}; fetching it again from the start", part, fault.get());
        Files.delete(part);
        fetchPart();
        fault = fault(part);
      }
      if (fault.isPresent()) {
        Files.delete(part);
        throw new DataSetException(address + ": " + fault.get());
      }
      return Files.move(
          part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      throw new DataSetException(
          "%s: cannot be fetched: %s%s".formatted(address, reason(failed), keptText()), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new DataSetException(address + ": interrupted while fetching", interrupted);
    } finally {
      if (newFolder) {
        deleteIfEmpty(folder());
      }
    }
  }

  private Path folder() {
    return part.toAbsolutePath().getParent();
  }

  private static void deleteIfEmpty(Path folder) {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException used) {
      // What was fetched is in it.
    } catch (IOException kept) {
      log.warn("an empty folder stays: {}", kept.toString());
    }
  }

  /** What the next attempt goes on from, if anything. */
  private String keptText() {
    return Files.exists(part)
        ? "; %d of %d bytes are in %s".formatted(keptBytes(), lengthBytes, part)
        : "";
  }

  private void requireRoom() {
    long needed = lengthBytes - keptBytes();
    long usable = usableBytes.getAsLong();
    if (usable < needed) {
      throw new DataSetException(
          "%s: needs %d more bytes on disk, has %d in %s"
              .formatted(address, needed, usable, folder()));
    }
  }

  /** Completes the part file; returns whether it was pieced together from several answers. */
  private boolean fetchPart() throws IOException, InterruptedException {
    long reached = keptBytes();
    boolean pieced = reached > 0;
    while (keptBytes() < lengthBytes) {
      try {
        fetchRest();
      } catch (IOException cut) {
        if (keptBytes() <= reached) {
          throw cut;
        }
        reached = keptBytes();
        pieced = true;
        log.warn("{}: {}; going on from byte {}", address, reason(cut), reached);
      }
    }
    return pieced;
  }

  private void fetchRest() throws IOException, InterruptedException {
    long kept = keptBytes();
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(stallTimeout);
    if (kept > 0) {
      request.header("Range", "bytes=" + kept + "-");
    }
    HttpResponse<InputStream> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      append(body, start(response, kept));
    }
  }

  /** The byte of the archive that the body of a response starts with. */
  private long start(HttpResponse<?> response, long kept) throws IOException {
    int status = response.statusCode();
    if (status == RANGE_NOT_SATISFIABLE) {
      Files.deleteIfExists(part); // more than the server has: no use keeping it
    }
    long start = status == PARTIAL_CONTENT ? kept : 0;
    String range = response.headers().firstValue("Content-Range").orElse("");
    if (status != OK && !(status == PARTIAL_CONTENT && range.startsWith("bytes " + kept + "-"))) {
      throw new DataSetException(
          "%s: the server answered %d %s to a request from byte %d on"
              .formatted(address, status, range, kept));
    }
    OptionalLong rest = response.headers().firstValueAsLong("Content-Length");
    if (rest.isPresent() && start + rest.getAsLong() != lengthBytes) {
      throw new DataSetException(
          "%s: has %d bytes, expected %d"
              .formatted(address, start + rest.getAsLong(), lengthBytes));
    }
    return start;
  }

  private void append(InputStream body, long start) throws IOException, InterruptedException {
    ExecutorService reader = Executors.newSingleThreadExecutor();
    try (FileChannel out = FileChannel.open(part, CREATE, WRITE);
        ProgressBar progress = progressFrom(start)) {
      out.truncate(start).position(start);
      byte[] buffer = new byte[1 << 16];
      for (int read; (read = read(reader, body, buffer)) >= 0; ) {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        progress.stepBy(read);
        if (out.position() > lengthBytes) {
          break; // more than there should be, which the check will say
        }
      }
      out.force(true);
    } finally {
      reader.shutdownNow();
    }
    if (keptBytes() < lengthBytes) {
      throw new EOFException("the answer ended early");
    }
  }

  /** Reads as {@link InputStream#read(byte[])} does, but waits no longer than for a stall. */
  private int read(ExecutorService reader, InputStream body, byte[] buffer)
      throws IOException, InterruptedException {
    try {
      return reader
          .submit(() -> body.read(buffer))
          .get(stallTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException stalled) {
      throw new HttpTimeoutException("nothing came for " + stallTimeout);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException cut ? cut : new IOException(failed.getCause());
    }
  }

  private ProgressBar progressFrom(long start) {
    return new ProgressBarBuilder()
        .setTaskName(file.getFileName().toString())
        .setInitialMax(lengthBytes)
        .setUnit("MiB", 1 << 20)
        .startsFrom(start, Duration.ZERO)
        .build();
  }

  /** What is wrong with a file, if anything. */
  private Optional<String> fault(Path fetched) throws IOException {
    long length = Files.size(fetched);
    if (length != lengthBytes) {
      return Optional.of("has %d bytes, expected %d".formatted(length, lengthBytes));
    }
    String found = Digest.md5().add(fetched).hex();
    return found.equals(md5)
        ? Optional.empty()
        : Optional.of("has MD5 %s, expected %s".formatted(found, md5));
  }

  private long keptBytes() {
    return part.toFile().length(); // 0 when there is none
  }

  private String reason(IOException failed) {
    if (failed instanceof ConnectException) { // whose message is null for an unknown host
      return "no connection to " + address.getAuthority();
    }
    Throwable root = failed;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString();
  }
}
