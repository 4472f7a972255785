package dev.sightline.trainer.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sightline.trainer.data.DataSetException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10DownloadTest {
  private static final int LENGTH = 300_000;
  private static final Duration NEVER = Duration.ofMinutes(1);

  /** How the server answers a request; those after the last are answered in full. */
  private interface Answer {
    void to(HttpExchange request) throws IOException;
  }

  @TempDir Path temp;
  private final byte[] archive = new byte[LENGTH];
  private final Deque<Answer> answers = new ConcurrentLinkedDeque<>();
  private final List<String> ranges = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private Path folder;
  private Path part;

  @BeforeEach
  void start() throws IOException {
    new Random(1).nextBytes(archive);
    folder = temp.resolve("cache").resolve("sightline");
    part = folder.resolve("archive.tar.gz.part");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Nested
  class WhenNothingGoesWrong {

    @Test
    void theArchiveIsFetchedOnceIntoAFolderThatIsMade() {
      assertThat(download().fetch()).isEqualTo(folder.resolve("archive.tar.gz"));
      assertThat(download().fetch()).hasBinaryContent(archive);
      assertThat(ranges).containsExactly("");
      assertThat(part).doesNotExist();
    }

    @Test
    void anArchiveThatWasDamagedSinceIsFetchedAgain() throws Exception {
      Path file = download().fetch();
      Files.write(file, new byte[LENGTH]);
      assertThat(download().fetch()).hasBinaryContent(archive);
      assertThat(ranges).hasSize(2);
    }

    @Test
    void aRedirectIsFollowed() {
      answers.add(
          request -> {
            request.getResponseHeaders().add("Location", "/moved/archive.tar.gz");
            request.sendResponseHeaders(302, -1);
          });
      assertThat(download().fetch()).hasBinaryContent(archive);
    }
  }

  @Nested
  class WhenTheConnectionIsCut {

    @Test
    void theSameCallGoesOnFromThere() {
      answers.add(request -> answerUntilKept(request, 100_000));
      answers.add(request -> answerUntilKept(request, 150_000));
      assertThat(download().fetch()).hasBinaryContent(archive);
      assertThat(ranges).containsExactly("", "bytes=100000-", "bytes=150000-");
    }

    @Test
    void aLaterCallGoesOnFromWhatWasLeft() throws Exception {
      leave(Arrays.copyOf(archive, 120_000));
      assertThat(download().fetch()).hasBinaryContent(archive);
      assertThat(ranges).containsExactly("bytes=120000-");
    }

    @Test
    void aServerWithoutRangesIsTakenFromTheStart() throws Exception {
      leave(new byte[120_000]);
      answers.add(request -> answer(request, false, LENGTH));
      assertThat(download().fetch()).hasBinaryContent(archive);
      assertThat(ranges).containsExactly("bytes=120000-");
    }

    @Test
    void anAttemptThatBringsNothingMoreIsTheLast() {
      answers.add(request -> answerUntilKept(request, 100_000));
      answers.add(request -> answer(request, false, 50_000));
      assertThatThrownBy(() -> download().fetch())
          .isInstanceOf(DataSetException.class)
          .hasMessageContaining("cannot be fetched")
          .hasMessageContaining("of 300000 bytes are in " + part);
      assertThat(ranges).containsExactly("", "bytes=100000-");
    }

    @Test
    void aServerThatFallsSilentIsAskedAgain() {
      answers.add(this::half);
      assertThat(download(Duration.ofSeconds(1)).fetch()).hasBinaryContent(archive);
      assertThat(ranges).containsExactly("", "bytes=150000-");
    }

    @Test
    void aServerThatNeverSpeaksIsNotWaitedFor() {
      answers.add(this::silence);
      assertThatThrownBy(() -> download(Duration.ofMillis(200)).fetch())
          .isInstanceOf(DataSetException.class)
          .hasMessageContaining("timed out")
          .hasMessageNotContaining(" are in "); // a file that there is not
      assertThat(folder).doesNotExist();
    }

    private void half(HttpExchange request) throws IOException {
      request.sendResponseHeaders(200, LENGTH);
      request.getResponseBody().write(archive, 0, LENGTH / 2);
      request.getResponseBody().flush();
      silence(request);
    }

    private void silence(HttpExchange request) {
      try {
        over.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Nested
  class WhenTheContentIsWrong {

    @Test
    void aWrongChecksumIsAnErrorAndLeavesNothingBehind() throws Exception {
      archive[0] ^= 1;
      String md5 = Digest.md5().add(archive).hex();
      archive[0] ^= 1;
      assertThatThrownBy(() -> new Cifar10Download(address(), LENGTH, md5, folder).fetch())
          .isInstanceOf(DataSetException.class)
          .hasMessage(
              "%s: has MD5 %s, expected %s"
                  .formatted(address(), Digest.md5().add(archive).hex(), md5));
      assertThat(folder).doesNotExist();
      assertThat(ranges).hasSize(1);
    }

    @Test
    void aPartOfSomethingElseIsFetchedAgainFromTheStart() throws Exception {
      leave(new byte[120_000]);
      assertThat(download().fetch()).hasBinaryContent(archive);
      assertThat(ranges).containsExactly("bytes=120000-", "");
    }

    @Test
    void aPartThatIsTooLongIsFetchedAgainFromTheStart() throws Exception {
      leave(new byte[LENGTH + 1]);
      assertThat(download().fetch()).hasBinaryContent(archive);
      assertThat(ranges).containsExactly("");
    }

    @Test
    void aCompletePartIsOnlyGivenItsName() throws Exception {
      leave(archive);
      assertThat(download().fetch()).hasBinaryContent(archive);
      assertThat(ranges).isEmpty();
    }

    @Test
    void anotherLengthIsRefusedBeforeItIsFetched() {
      String md5 = Digest.md5().add(archive).hex();
      assertThatThrownBy(() -> new Cifar10Download(address(), 1_000, md5, folder).fetch())
          .isInstanceOf(DataSetException.class)
          .hasMessage(address() + ": has 300000 bytes, expected 1000");
    }

    @Test
    void aBodyOfUnstatedLengthIsReadNoFurtherThanItShouldGo() {
      answers.add(
          request -> {
            request.sendResponseHeaders(200, 0); // chunked
            for (int i = 0; i < 10; i++) {
              request.getResponseBody().write(archive);
            }
            request.getResponseBody().close();
          });
      assertThatThrownBy(() -> download().fetch())
          .isInstanceOf(DataSetException.class)
          .hasMessageContaining("bytes, expected 300000");
      assertThat(folder).doesNotExist();
    }
  }

  @Nested
  class WhenTheDiskIsFull {

    @Test
    void tooLittleRoomIsSaidBeforeAnythingIsFetched() {
      assertThatThrownBy(() -> download(NEVER, LENGTH - 1).fetch())
          .isInstanceOf(DataSetException.class)
          .hasMessage(
              "%s: needs 300000 more bytes on disk, has 299999 in %s".formatted(address(), folder));
      assertThat(ranges).isEmpty();
      assertThat(folder).doesNotExist();
    }

    @Test
    void roomForWhatIsMissingIsEnough() throws Exception {
      leave(Arrays.copyOf(archive, 120_000));
      assertThat(download(NEVER, LENGTH - 120_000).fetch()).hasBinaryContent(archive);
    }

    /** A device of Linux that is always full stands for the disk. */
    @Test
    void aWriteThatFailsLeavesThePartAlone() throws Exception {
      Path full = Path.of("/dev/full");
      assumeThat(full).exists();
      Files.createDirectories(folder);
      Files.createSymbolicLink(part, full);
      assertThatThrownBy(() -> download().fetch())
          .isInstanceOf(DataSetException.class)
          .hasMessageStartingWith(address() + ": cannot be fetched: ")
          .hasMessageContaining("No space left on device; 0 of 300000 bytes are in " + part);
      assertThat(folder).isDirectoryNotContaining(file -> !file.equals(part));
      Files.delete(part); // which JUnit would warn of
      assertThat(ranges).hasSize(1);
    }
  }

  @Nested
  class WhenTheServerRefuses {

    @Test
    void itsAnswerIsNamed() {
      answers.add(request -> request.sendResponseHeaders(404, -1));
      assertThatThrownBy(() -> download().fetch())
          .isInstanceOf(DataSetException.class)
          .hasMessageContaining(address().toString())
          .hasMessageContaining("answered 404");
    }

    @Test
    void aPartBeyondTheServersEndIsNotKept() throws Exception {
      leave(new byte[LENGTH - 1]);
      answers.add(request -> request.sendResponseHeaders(416, -1));
      assertThatThrownBy(() -> download().fetch())
          .isInstanceOf(DataSetException.class)
          .hasMessageContaining("answered 416");
      assertThat(part).doesNotExist();
    }

    @Test
    void anAnswerFromElsewhereInTheFileIsNotAppended() throws Exception {
      leave(Arrays.copyOf(archive, 120_000));
      answers.add(
          request -> {
            request.getResponseHeaders().add("Content-Range", "bytes 5-299999/300000");
            request.sendResponseHeaders(206, -1);
          });
      assertThatThrownBy(() -> download().fetch())
          .isInstanceOf(DataSetException.class)
          .hasMessageContaining("answered 206 bytes 5-299999/300000 to a request from byte 120000");
      assertThat(part).hasSize(120_000);
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
      server.stop(0);
      assertThatThrownBy(() -> download().fetch())
          .isInstanceOf(DataSetException.class)
          .hasMessageContaining("no connection to " + address().getAuthority());
    }
  }

  private void handle(HttpExchange request) throws IOException {
    try (request) {
      String range = request.getRequestHeaders().getFirst("Range");
      ranges.add(range == null ? "" : range);
      Answer answer = answers.poll();
      if (answer == null) {
        answer(request, true, LENGTH);
      } else {
        answer.to(request);
      }
    }
  }

  /** Answers with the archive, honouring a range or not, and hangs up after some bytes. */
  private void answer(HttpExchange request, boolean honourRange, int bytes) throws IOException {
    String range = request.getRequestHeaders().getFirst("Range");
    int from = 0;
    if (honourRange && range != null) {
      from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
      request
          .getResponseHeaders()
          .add("Content-Range", "bytes %d-%d/%d".formatted(from, LENGTH - 1, LENGTH));
    }
    request.sendResponseHeaders(from > 0 ? 206 : 200, LENGTH - from);
    request.getResponseBody().write(archive, from, Math.min(bytes, LENGTH - from));
    request.getResponseBody().flush();
  }

  /**
   * Answers with the archive up to a byte, and hangs up when the client has written that much: what
   * it has received and not read yet is lost to it when the connection breaks.
   */
  private void answerUntilKept(HttpExchange request, int kept) throws IOException {
    answer(request, true, kept - (int) part.toFile().length());
    while (part.toFile().length() < kept && over.getCount() > 0) {
      Thread.onSpinWait();
    }
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/archive.tar.gz");
  }

  private Cifar10Download download() {
    return download(NEVER);
  }

  private Cifar10Download download(Duration stallTimeout) {
    return download(stallTimeout, Long.MAX_VALUE);
  }

  private Cifar10Download download(Duration stallTimeout, long usableBytes) {
    String md5 = Digest.md5().add(archive).hex();
    return new Cifar10Download(address(), LENGTH, md5, folder, stallTimeout, () -> usableBytes);
  }

  private void leave(byte[] content) throws IOException {
    Files.createDirectories(folder);
    Files.write(part, content);
  }
}
