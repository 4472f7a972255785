package dev.sightline.app.console;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * What is wrong with a file, in words: Java tells it by the class of an exception, whose message is
 * often the path alone. Pure functions.
 */
public final class FileFault {
  private FileFault() {}

  /** A message that quotes what Java says of the failures behind it, with words in its place. */
  static String inWords(String message, Throwable failure) {
    String words = message;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException io) {
        words = words.replace(io.toString(), reasonBehind(words, io));
        if (io instanceof FileSystemException && words.endsWith(": " + io.getMessage())) {
          words =
              words.substring(0, words.length() - io.getMessage().length())
                  + reasonBehind(words, io);
        }
      }
    }
    return words;
  }

  /** Of a file that the message has named already, the reason alone. */
  private static String reasonBehind(String message, IOException io) {
    if (!(io instanceof FileSystemException of) || of.getFile() == null) {
      return text(io);
    }
    int quoted = message.lastIndexOf(io.getMessage());
    return quoted > 0 && message.substring(0, quoted).contains(of.getFile())
        ? reason(io)
        : text(io);
  }

  /** The file, where it is known, and what is wrong with it. */
  static String text(IOException io) {
    return io instanceof FileSystemException of && of.getFile() != null
        ? of.getFile() + ": " + reason(io)
        : reason(io);
  }

  /** What is wrong, without the file. */
  public static String reason(IOException io) {
    if (io instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    if (io instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (io instanceof FileAlreadyExistsException) {
      return "there is a file already";
    }
    if (io instanceof NotDirectoryException) {
      return "it is no folder";
    }
    if (io instanceof DirectoryNotEmptyException) {
      return "the folder is not empty";
    }
    if (io instanceof FileSystemLoopException) {
      return "a link leads back to a folder above it";
    }
    if (io instanceof FileSystemException of && of.getReason() != null) {
      return of.getReason();
    }
    return io.getMessage() == null ? io.getClass().getSimpleName() : io.getMessage();
  }
}
