package io.fourways.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.ConfigurationProperties;

@AnalyzeClasses(packagesOf = GatewayApplication.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule featuresFormNoCycle = slices().matching("io.fourways.gateway.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a feature that can be read only together with another is not a feature");

    @ArchTest
    static final ArchRule coreKnowsNoBroker = noClasses()
            .that()
            .resideInAnyPackage(
                    "..gateway.log..",
                    "..gateway.position..",
                    "..gateway.fanout..",
                    "..gateway.replay..",
                    "..gateway.channels..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework.cloud..",
                    "org.springframework.amqp..",
                    "com.rabbitmq..",
                    "..gateway.stream..",
                    "..gateway.memory..")
            .because("the core is tested without a broker and outlives the choice of one");

    @ArchTest
    static final ArchRule coreKnowsNoWay = noClasses()
            .that()
            .resideInAnyPackage("..gateway.log..", "..gateway.position..", "..gateway.fanout..", "..gateway.replay..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..gateway.read..",
                    "..gateway.poll..",
                    "..gateway.sse..",
                    "..gateway.websocket..",
                    "..gateway.session..",
                    "..gateway.frames..",
                    "org.springframework.web..",
                    "org.springframework.http..")
            .because("a subscriber is a position, whichever way it is served");

    @ArchTest
    static final ArchRule onlyTheSeamKnowsReactorNetty = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "..gateway.connection..",
                    "..gateway.frames..",
                    "..gateway.websocket..",
                    "..gateway.sse..",
                    "..gateway.access..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("reactor.netty..")
            .because("what lies beneath WebFlux is reached in one place");

    @ArchTest
    static final ArchRule propertiesAreRecords = classes()
            .that()
            .areAnnotatedWith(ConfigurationProperties.class)
            .should()
            .beRecords()
            .because("configuration does not change after the start");

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields = fields().should()
            .notBeAnnotatedWith(Autowired.class)
            .because("what a class needs is said by its constructor");
}
