package io.fourways.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.fourways.system.architecture.ServiceRules;

@AnalyzeClasses(packagesOf = GatewayApplication.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchTests asEveryService = ArchTests.in(ServiceRules.class);

    @ArchTest
    static final ArchRule coreKnowsNoBroker = noClasses()
            .that()
            .resideInAnyPackage(
                    "..gateway.log..",
                    "..gateway.position..",
                    "..gateway.fanout..",
                    "..gateway.tally..",
                    "..gateway.pattern..",
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
            .resideInAnyPackage(
                    "..gateway.log..",
                    "..gateway.position..",
                    "..gateway.fanout..",
                    "..gateway.tally..",
                    "..gateway.pattern..",
                    "..gateway.replay..")
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
                    "..gateway.shortcut..",
                    "..gateway.frames..",
                    "..gateway.websocket..",
                    "..gateway.sse..",
                    "..gateway.access..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("reactor.netty..")
            .because("what lies beneath WebFlux is reached in one place");
}
