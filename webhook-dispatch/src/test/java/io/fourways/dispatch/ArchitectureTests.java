package io.fourways.dispatch;

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
    static final ArchRule servicesStayApart = ServiceRules.staysApart("dispatch");

    @ArchTest
    static final ArchRule onlyIntakeKnowsTheBroker = noClasses()
            .that()
            .resideInAPackage("io.fourways.dispatch..")
            .and()
            .resideOutsideOfPackage("io.fourways.dispatch.intake..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.rabbitmq..", "org.springframework.amqp..", "org.springframework.cloud.stream..")
            .because(
                    "what is owed is in the database; how work comes in is intake's business, how events go out the publisher's");
}
