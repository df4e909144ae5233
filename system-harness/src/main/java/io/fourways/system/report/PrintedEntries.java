package io.fourways.system.report;

import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Prints what tests publish by a {@code TestReporter}, a seed or a ratio, so that it is in the log of the run and in the
 * test's report: Surefire leaves it out. JUnit finds it by the service loader.
 */
public final class PrintedEntries implements TestExecutionListener {

    @Override
    @SuppressWarnings("SystemOut") // which the reports of Surefire are made of
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        entry.getKeyValuePairs()
                .forEach((name, value) -> System.out.printf("%s: %s: %s%n", test.getDisplayName(), name, value));
    }
}
