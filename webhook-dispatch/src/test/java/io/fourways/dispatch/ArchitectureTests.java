package io.fourways.dispatch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.fourways", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule featuresHaveNoCycles = slices().matching("io.fourways.(*).(*)..")
            .should()
            .beFreeOfCycles()
            .because("a feature must be readable, and removable, on its own");

    @ArchTest
    static final ArchRule servicesStayApart = noClasses()
            .that()
            .resideInAPackage("io.fourways.dispatch..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fourways.gateway..", "io.fourways.producer..", "io.fourways.ingest..")
            .because("services share the broker and the contract, nothing else");

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

    @ArchTest
    static final ArchRule propertiesAreRecords = classes()
            .that()
            .haveSimpleNameEndingWith("Properties")
            .should()
            .beRecords()
            .because("configuration does not change while a service runs");

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields = noFields()
            .should()
            .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
            .because("what a class needs is said by its constructor");
}
