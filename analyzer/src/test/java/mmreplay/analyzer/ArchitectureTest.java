package mmreplay.analyzer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Four rooms, one direction; and each library has one room. */
@AnalyzeClasses(packages = "mmreplay", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule ROOMS_KNOW_ONLY_THE_ROOMS_BEFORE_THEM = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("mmreplay..")
            .layer("traces")
            .definedBy("mmreplay.traces..")
            .layer("invariants")
            .definedBy("mmreplay.invariants..")
            .layer("reports")
            .definedBy("mmreplay.reports..")
            .layer("analyzer")
            .definedBy("mmreplay.analyzer..")
            .whereLayer("analyzer")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("reports")
            .mayOnlyBeAccessedByLayers("analyzer")
            .whereLayer("invariants")
            .mayOnlyBeAccessedByLayers("reports", "analyzer")
            .whereLayer("traces")
            .mayOnlyBeAccessedByLayers("invariants", "analyzer")
            .because("reports know no kernel, and traces know no rule");

    @ArchTest
    static final ArchRule RULES_DO_NOT_KNOW_EACH_OTHER =
            slices().matching("mmreplay.invariants.rules.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule RULES_KNOW_EVENTS_AND_NO_FILES = noClasses()
            .that()
            .resideInAPackage("mmreplay.invariants.rules..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("mmreplay.traces", "mmreplay.traces.tracefs..", "mmreplay.traces.dialect..");

    @ArchTest
    static final ArchRule THE_SIMULATOR_KNOWS_NO_RULE = noClasses()
            .that()
            .resideInAPackage("mmreplay.analyzer.simulate..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("mmreplay.invariants..", "mmreplay.reports..", "mmreplay.analyzer", "picocli..")
            .because("what checks the rules must not share their logic");

    @ArchTest
    static final ArchRule CHARTS_LIVE_IN_REPORTS = noClasses()
            .that()
            .resideOutsideOfPackage("mmreplay.reports..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jfree..", "org.apache.batik..", "gg.jte..", "java.awt..");

    @ArchTest
    static final ArchRule GRAPHS_LIVE_IN_INVARIANTS = noClasses()
            .that()
            .resideOutsideOfPackage("mmreplay.invariants..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jgrapht..");

    @ArchTest
    static final ArchRule THE_COMMAND_LINE_LIVES_IN_THE_ANALYZER = noClasses()
            .that()
            .resideOutsideOfPackage("mmreplay.analyzer..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..", "me.tongfei..");
}
