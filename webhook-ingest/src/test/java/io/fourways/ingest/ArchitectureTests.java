package io.fourways.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.fourways.system.architecture.ServiceRules;

@AnalyzeClasses(packages = "io.fourways", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchTests asEveryService = ArchTests.in(ServiceRules.class);

    @ArchTest
    static final ArchRule servicesStayApart = ServiceRules.staysApart("ingest");

    @ArchTest
    static final ArchRule ingestKnowsNoBroker = noClasses()
            .that()
            .resideInAPackage("io.fourways.ingest..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.rabbitmq..", "org.springframework.amqp..", "org.springframework.cloud.stream..")
            .because("how an event reaches the log is the publisher's business");
}
