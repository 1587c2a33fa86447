package dev.engram.training;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may touch what in the trainer; the other modules' rules are in {@code cli}, which does not know it. */
@AnalyzeClasses(packages = "dev.engram.training", importOptions = ImportOption.DoNotIncludeTests.class)
class TrainingArchitectureTest {

    @ArchTest
    static final ArchRule only_the_network_touches_djl = noClasses()
            .that()
            .resideOutsideOfPackage("dev.engram.training.net")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..");

    @ArchTest
    static final ArchRule the_network_knows_no_text = noClasses()
            .that()
            .resideInAPackage("dev.engram.training.net")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.engram.datasets..", "dev.engram.models.text..", "dev.engram.tracing..");

    @ArchTest
    static final ArchRule training_knows_nothing_above_tracing =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("dev.engram.reports..", "dev.engram.cli..");
}
