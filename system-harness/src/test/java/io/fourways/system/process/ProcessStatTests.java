package io.fourways.system.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessStatTests {

    @Test
    void addsUserAndSystemTimeOfTheProcessAndOfItsEndedChildren() {
        String line = "4711 (java) S 1 4711 4711 0 -1 4194304 900 800 7 6 1203 45 600 70 20 0 33 0 55555 1 2 3";

        assertThat(ProcessStat.parse(line)).isEqualTo(new ProcessStat(1248, 670));
    }

    @Test
    void isNotMisledByBlanksAndBracketsInTheName() {
        String line = "12 (postgres: a) b) (c)) R 1 12 12 0 -1 0 0 0 0 0 1 2 3 4 20 0 1 0 5 6 7";

        assertThat(ProcessStat.parse(line)).isEqualTo(new ProcessStat(3, 7));
    }

    @Test
    void readsItsOwnProcess() {
        ProcessTree self = new ProcessTree(ProcessHandle.current().pid());

        assertThat(self.cpuTime()).isPositive().isLessThanOrEqualTo(self.cpuTime());
    }
}
