package dev.sightline.trainer.data.source;

import java.lang.Character.UnicodeScript;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The character set of the names in a zip that don't say theirs. The format's own is code page 437;
 * archivers on Chinese and Japanese Windows write GBK and Shift-JIS instead, those on Linux and
 * macOS UTF-8. All names are looked at together: what is wrong for one is wrong for all.
 */
final class ZipNames {
  private static final Set<UnicodeScript> JAPANESE =
      Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA);

  private ZipNames() {}

  /**
   * @param names raw
   */
  static Charset charset(List<byte[]> names) {
    if (names.stream().allMatch(name -> decoded(name, StandardCharsets.UTF_8).isPresent())) {
      return StandardCharsets.UTF_8;
    }
    if (names.stream().allMatch(ZipNames::isChinese) && isReadable("GBK", names)) {
      return Charset.forName("GBK");
    }
    if (names.stream().allMatch(ZipNames::isJapanese) && areWords(names)) {
      return Charset.forName("windows-31j");
    }
    return Charset.isSupported("IBM437") ? Charset.forName("IBM437") : StandardCharsets.ISO_8859_1;
  }

  private static boolean isReadable(String charset, List<byte[]> names) {
    return Charset.isSupported(charset)
        && names.stream().allMatch(name -> decoded(name, Charset.forName(charset)).isPresent());
  }

  /**
   * All high bytes in pairs of GB 2312's characters: in code page 437 the first ones are lines of
   * boxes, which names of folders don't have.
   */
  private static boolean isChinese(byte[] name) {
    for (int i = 0; i < name.length; i++) {
      int first = name[i] & 0xff;
      if (first >= 0x80) {
        int second = ++i < name.length ? name[i] & 0xff : 0;
        boolean sign = first >= 0xa1 && first <= 0xa3;
        if (!(sign || first >= 0xb0 && first <= 0xf7) || second < 0xa1 || second > 0xfe) {
          return false;
        }
      }
    }
    return true;
  }

  /** Kana, kanji, their signs and wide letters, and ASCII. */
  private static boolean isJapanese(byte[] name) {
    return Charset.isSupported("windows-31j")
        && decoded(name, Charset.forName("windows-31j"))
            .filter(text -> text.chars().allMatch(c -> c < 0x80 || isJapanese(c)))
            .isPresent();
  }

  private static boolean isJapanese(int character) {
    boolean sign = character >= 0x3000 && character <= 0x30ff || character >= 0xff00;
    return sign || JAPANESE.contains(UnicodeScript.of(character));
  }

  /**
   * Whether high bytes follow one another in a quarter of the names that have some: in code page
   * 437 they are letters with accents, of which two in a row are rare.
   */
  private static boolean areWords(List<byte[]> names) {
    long high = names.stream().filter(name -> highBytes(name) > 0).count();
    return 4 * names.stream().filter(name -> highBytes(name) > 1).count() >= high;
  }

  /** The most in a row. */
  private static int highBytes(byte[] name) {
    int most = 0;
    int row = 0;
    for (byte b : name) {
      row = b < 0 ? row + 1 : 0;
      most = Math.max(most, row);
    }
    return most;
  }

  private static Optional<String> decoded(byte[] name, Charset charset) {
    try {
      return Optional.of(
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(name))
              .toString());
    } catch (CharacterCodingException unfit) {
      return Optional.empty();
    }
  }
}
