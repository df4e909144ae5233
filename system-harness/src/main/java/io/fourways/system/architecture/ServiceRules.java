package io.fourways.system.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** The walls that every service has, to be taken into its own with {@link com.tngtech.archunit.junit.ArchTests#in}. */
public final class ServiceRules {

    @ArchTest
    static final ArchRule featuresHaveNoCycles = slices().matching("io.fourways.(*).(*)..")
            .should()
            .beFreeOfCycles()
            .because("a feature must be readable, and removable, on its own");

    @ArchTest
    static final ArchRule propertiesAreRecords = classes()
            .that()
            .haveSimpleNameEndingWith("Properties")
            .or()
            .areAnnotatedWith("org.springframework.boot.context.properties.ConfigurationProperties")
            .should()
            .beRecords()
            .because("configuration does not change while a service runs");

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields = noFields()
            .should()
            .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
            .because("what a class needs is said by its constructor");

    private ServiceRules() {}

    /** That a service, by the name of its package, knows none of the others. */
    public static ArchRule staysApart(String service) {
        return noClasses()
                .that()
                .resideInAPackage("io.fourways." + service + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Stream.of("producer", "gateway", "ingest", "dispatch")
                        .filter(other -> !other.equals(service))
                        .map(other -> "io.fourways." + other + "..")
                        .toArray(String[]::new))
                .because("services share the broker and the contract, nothing else");
    }
}
