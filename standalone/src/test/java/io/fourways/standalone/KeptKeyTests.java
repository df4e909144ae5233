package io.fourways.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptKeyTests {

    @TempDir
    Path folder;

    @Test
    void isMadeOnceAndReadFromThenOn() {
        assertThat(KeptKey.isIn(folder)).isFalse();
        String key = KeptKey.in(folder);
        assertThat(Base64.getDecoder().decode(key)).hasSize(32);
        assertThat(KeptKey.isIn(folder)).isTrue();
        assertThat(KeptKey.in(folder)).isEqualTo(key);
    }

    @Test
    void isItsOwnersAlone() throws IOException {
        KeptKey.in(folder);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(KeptKey.FILE))))
                .isEqualTo("rw-------");
    }

    @Test
    void isNoHalfOfOneThatAKilledProcessLeft() throws IOException {
        Files.writeString(folder.resolve(KeptKey.FILE + ".part"), "half");
        assertThat(Base64.getDecoder().decode(KeptKey.in(folder))).hasSize(32);
    }
}
