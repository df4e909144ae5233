package io.fourways.standalone.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DataFolderTests {

    private static final int AT_ONCE = 4;
    private static final int TIMES = 300;

    /** Each looks for what was abandoned while others take, and delete, what is theirs. */
    @Test
    void isItsOwnersAloneWhoeverComesAndGoesMeanwhile() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> all = IntStream.range(0, AT_ONCE)
                    .<Future<?>>mapToObj(i -> threads.submit(DataFolderTests::comesAndGoes))
                    .toList();
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    private static void comesAndGoes() {
        for (int i = 0; i < TIMES; i++) {
            DataFolder folder = DataFolder.temporary();
            assertThat(folder.path()).isDirectoryContaining("glob:**lock");
            folder.close();
            assertThat(folder.path()).doesNotExist();
        }
    }
}
