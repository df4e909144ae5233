package io.fourways.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class CompressionPropertiesTests {

    @ParameterizedTest
    @CsvSource({"-1B, 256KB", "257KB, 256KB", "8GB, 256KB", "256B, 17MB", "0B, -1B"})
    void refuseBoundsThatBoundNothing(String from, String upTo) {
        assertThatThrownBy(() -> new CompressionProperties(true, DataSize.parse(from), DataSize.parse(upTo)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fourways.gateway.compression");
    }

    @Test
    void compressNothingWhenTheyAreSwitchedOff() {
        assertThat(new CompressionProperties(false, DataSize.ofBytes(256), DataSize.ofKilobytes(256)).deflation())
                .isNull();
    }
}
