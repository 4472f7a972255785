package dev.sightline.app.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.ExitCode;

/**
 * Standard output and standard error of a command that ends when nobody takes what it writes: its
 * thread is interrupted as by Ctrl-C, once, by the first write that fails on either. A {@link
 * PrintStream} alone keeps such a failure to itself, and the command would go on for ever.
 */
public final class StandardStreams {
  /** What a shell says of a process that SIGPIPE has ended: 128 and the signal's number, 13. */
  private static final int BROKEN_PIPE = 141;

  private final AtomicReference<IOException> failure = new AtomicReference<>();
  private final Thread command;

  private StandardStreams(Thread command) {
    this.command = command;
  }

  /** Puts watched streams in the place of {@code System.out} and {@code System.err}. */
  public static StandardStreams ofThisThread() {
    StandardStreams streams = new StandardStreams(Thread.currentThread());
    System.setOut(streams.over(new FileOutputStream(FileDescriptor.out), "stdout"));
    System.setErr(streams.over(new FileOutputStream(FileDescriptor.err), "stderr"));
    return streams;
  }

  /** Those of a thread, over streams that are handed to {@link #watched}. */
  static StandardStreams of(Thread command) {
    return new StandardStreams(command);
  }

  private PrintStream over(OutputStream stream, String name) {
    return new PrintStream(watched(stream), true, charset(name));
  }

  /** As Java chooses it: a property of the stream, by its newer and its older name. */
  private static Charset charset(String stream) {
    String older = System.getProperty("sun." + stream + ".encoding");
    String newer = System.getProperty(stream + ".encoding", older);
    return newer == null ? Charset.defaultCharset() : Charset.forName(newer);
  }

  /** A stream whose first failed write ends the command; each one after it fails at once. */
  OutputStream watched(OutputStream stream) {
    return new OutputStream() {
      @Override
      public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int count) throws IOException {
        IOException earlier = failure.get();
        if (earlier != null) {
          throw earlier;
        }
        try {
          stream.write(bytes, from, count);
        } catch (IOException failed) {
          end(failed);
          throw failed;
        }
      }
    };
  }

  private void end(IOException failed) {
    if (failure.compareAndSet(null, failed)) {
      command.interrupt();
    }
  }

  /**
   * The exit code of a command that has ended: its own, unless it ended for want of a reader, which
   * is 141 and no word, or of room on the disk, which is 1 and a line.
   */
  public int exitCode(int own) {
    IOException failed = failure.get();
    if (failed == null) {
      return own;
    }
    String why = String.valueOf(failed.getMessage());
    if (why.toLowerCase(Locale.ROOT).contains("pipe")) {
      return BROKEN_PIPE;
    }
    new PrintStream(new FileOutputStream(FileDescriptor.err), true)
        .println("sightline: the output can't be written: " + why);
    return ExitCode.SOFTWARE;
  }
}
