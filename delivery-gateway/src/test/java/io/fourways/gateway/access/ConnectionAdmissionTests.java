package io.fourways.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fourways.contract.Grants;
import io.fourways.gateway.access.Admission.Admitted;
import io.fourways.gateway.access.Admission.Limit;
import io.fourways.gateway.access.Admission.Refused;
import io.fourways.service.access.Caller;
import io.fourways.service.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class ConnectionAdmissionTests {

    private static final int THREADS = 8;

    private final ConnectionAdmission admission = limitedTo(4, 2, 3);

    @Test
    void refusesBeyondEachLimitAndSaysWhich() {
        admission.admit(caller("a"), "1").orThrow();
        admission.admit(caller("a"), "2").orThrow();
        assertThat(admission.admit(caller("a"), "3")).isEqualTo(new Refused(Limit.SUBJECT));
        admission.admit(caller("b"), "1").orThrow();
        assertThat(admission.admit(caller("c"), "1")).isInstanceOf(Admitted.class);
        assertThat(admission.admit(caller("d"), "4")).isEqualTo(new Refused(Limit.ALL));
    }

    @Test
    void countsByAddress() {
        for (String subject : List.of("a", "b", "c")) {
            admission.admit(caller(subject), "1").orThrow();
        }
        assertThat(admission.admit(caller("d"), "1")).isEqualTo(new Refused(Limit.ADDRESS));
        assertThat(admission.admit(caller("d"), "2")).isInstanceOf(Admitted.class);
    }

    @Test
    void countsNobodyInParticularOnlyInAllAndByAddress() {
        for (int i = 0; i < 3; i++) {
            admission.admit(Caller.ANYONE, "1").orThrow();
        }
        assertThat(admission.admit(Caller.ANYONE, "1")).isEqualTo(new Refused(Limit.ADDRESS));
    }

    @Test
    void givesAPlaceBackOnlyOnce() {
        Admitted first = admission.admit(caller("a"), "1").orThrow();
        admission.admit(caller("a"), "1").orThrow();
        first.release();
        first.release();
        assertThat(admission.held()).isEqualTo(1);
        admission.admit(caller("a"), "1").orThrow();
        assertThat(admission.admit(caller("a"), "1")).isEqualTo(new Refused(Limit.SUBJECT));
    }

    @Test
    void takesNothingWhenItRefuses() {
        Admitted first = admission.admit(caller("a"), "1").orThrow();
        Admitted second = admission.admit(caller("a"), "1").orThrow();
        for (int i = 0; i < 100; i++) {
            assertThat(admission.admit(caller("a"), "9")).isInstanceOf(Refused.class);
        }
        first.release();
        second.release();
        assertThat(admission.held()).isZero();
        assertThat(admission.remembered()).isZero();
    }

    @Test
    void tellsTheClientWhenToComeBack() {
        ProblemException problem =
                catchThrowableOfType(ProblemException.class, () -> new Refused(Limit.SUBJECT).orThrow());
        assertThat(problem.getStatusCode().value()).isEqualTo(429);
        assertThat(problem.getBody().getType()).hasToString("https://fourways.io/problems/too-many-connections");
        assertThat(problem.getBody().getProperties()).containsEntry("limit", "connections-per-subject");
        assertThat(problem.getHeaders().getFirst("Retry-After")).isEqualTo("5");
    }

    /** Random comings and goings by many threads: never over a limit, and nothing left when all have gone. */
    @Test
    void neverExceedsALimitNorLeaksUnderConcurrency() throws Exception {
        int limit = 20;
        ConnectionAdmission shared = limitedTo(limit, 7, 11);
        AtomicInteger held = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        concurrently(random -> {
            List<Admitted> mine = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                if (mine.isEmpty() || random.nextBoolean()) {
                    Admission admission = shared.admit(caller("s" + random.nextInt(5)), "a" + random.nextInt(4));
                    if (admission instanceof Admitted admitted) {
                        most.accumulateAndGet(held.incrementAndGet(), Math::max);
                        mine.add(admitted);
                    }
                } else {
                    held.decrementAndGet();
                    Admitted leaving = mine.remove(random.nextInt(mine.size()));
                    leaving.release();
                    leaving.release();
                }
            }
            held.addAndGet(-mine.size());
            mine.forEach(Admitted::release);
        });
        assertThat(most).hasValueBetween(1, limit);
        assertThat(shared.held()).isZero();
        assertThat(shared.remembered()).isZero();
    }

    @Test
    void admitsExactlyAsManyAsItMayWhenAllComeAtOnce() throws Exception {
        ConnectionAdmission shared = limitedTo(1_000, 1_000, 1_000);
        AtomicInteger admitted = new AtomicInteger();
        concurrently(random -> {
            for (int i = 0; i < 500; i++) {
                if (shared.admit(caller("one"), "one") instanceof Admitted) {
                    admitted.incrementAndGet();
                }
            }
        });
        assertThat(admitted).hasValue(1_000);
    }

    private interface Visitor {
        void visit(Random random);
    }

    private static void concurrently(Visitor visitor) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Callable<Void>> visits = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(i);
            visits.add(() -> {
                visitor.visit(random);
                return null;
            });
        }
        for (Future<Void> visit : threads.invokeAll(visits, 60, TimeUnit.SECONDS)) {
            visit.get();
        }
        threads.shutdown();
    }

    private static ConnectionAdmission limitedTo(int all, int perSubject, int perAddress) {
        return new ConnectionAdmission(new GatewayLimits(
                all,
                perSubject,
                perAddress,
                1,
                1,
                1,
                DataSize.ofMegabytes(1),
                Duration.ofMinutes(2),
                DataSize.ofKilobytes(1),
                1,
                1,
                1,
                1,
                1));
    }

    private static Caller caller(String subject) {
        return new Caller(subject, Grants.NONE, null);
    }
}
