package io.fourways.standalone;

import static io.fourways.standalone.ServiceDatabase.DISPATCH;
import static io.fourways.standalone.ServiceDatabase.INGEST;
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
        String key = KeptKey.of(INGEST, folder);
        assertThat(Base64.getDecoder().decode(key)).hasSize(32);
        assertThat(KeptKey.isIn(folder)).isTrue();
        assertThat(KeptKey.of(INGEST, folder)).isEqualTo(key);
    }

    @Test
    void isEachServicesOwn() {
        assertThat(KeptKey.of(DISPATCH, folder)).isNotEqualTo(KeptKey.of(INGEST, folder));
    }

    @Test
    void isItsOwnersAlone() throws IOException {
        KeptKey.of(INGEST, folder);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(INGEST.keyFile()))))
                .isEqualTo("rw-------");
    }

    @Test
    void isNoHalfOfOneThatAKilledProcessLeft() throws IOException {
        Files.writeString(folder.resolve(INGEST.keyFile() + ".part"), "half");
        assertThat(Base64.getDecoder().decode(KeptKey.of(INGEST, folder))).hasSize(32);
    }
}
