package dev.engram.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.engram.models.LanguageModel;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** The drawing in ARCHITECTURE.md, as a test: which module may use which, and who alone may touch what. */
@AnalyzeClasses(
        packages = "dev.engram",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.WithoutTestJars.class})
class ArchitectureTest {

    /** Leaves out what modules share for tests, and the module of test support. */
    static final class WithoutTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar")
                    && !location.contains("/test-classes/")
                    && !location.contains("dev/engram/testing");
        }
    }

    @ArchTest
    static void every_module_is_looked_at(JavaClasses classes) {
        for (String module : List.of("models", "datasets", "tracing", "editing", "eval", "reports", "cli")) {
            assertThat(classes.that(resideInAPackage("dev.engram." + module + "..")))
                    .as(module)
                    .isNotEmpty();
        }
    }

    @ArchTest
    static final ArchRule models_know_no_sibling = only("models");

    @ArchTest
    static final ArchRule datasets_know_no_sibling = only("datasets");

    @ArchTest
    static final ArchRule tracing_knows_models_and_datasets = only("tracing", "models", "datasets");

    @ArchTest
    static final ArchRule editing_knows_models_and_datasets = only("editing", "models", "datasets");

    @ArchTest
    static final ArchRule eval_knows_both_sides = only("eval", "tracing", "editing", "models", "datasets");

    @ArchTest
    static final ArchRule reports_know_results = only("reports", "eval", "tracing", "editing", "models", "datasets");

    @ArchTest
    static final ArchRule reports_never_run_a_model = noClasses()
            .that()
            .resideInAPackage("dev.engram.reports..")
            .should()
            .dependOnClassesThat(assignableTo(LanguageModel.class)
                    .or(resideInAnyPackage(
                            "dev.engram.models.files", "dev.engram.models.runtime", "dev.engram.models.engine..")));

    @ArchTest
    static final ArchRule only_the_djl_engine_touches_djls_tensors = noClasses()
            .that()
            .resideOutsideOfPackage("dev.engram.models.engine.djl")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl", "ai.djl.ndarray..", "ai.djl.nn..", "ai.djl.pytorch..");

    @ArchTest
    static final ArchRule only_the_onnx_engine_touches_onnx_runtime = noClasses()
            .that()
            .resideOutsideOfPackage("dev.engram.models.engine.onnx")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.onnxruntime..");

    @ArchTest
    static final ArchRule only_the_onnx_package_touches_onnx_protobuf = noClasses()
            .that()
            .resideOutsideOfPackage("dev.engram.models.onnx")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.onnx..", "com.google.protobuf..");

    @ArchTest
    static final ArchRule only_editing_touches_ejml = noClasses()
            .that()
            .resideOutsideOfPackage("dev.engram.editing..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.ejml..");

    @ArchTest
    static final ArchRule only_figures_touch_pdfbox = noClasses()
            .that()
            .resideOutsideOfPackage("dev.engram.reports.figure")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.pdfbox..", "org.apache.fontbox..");

    @ArchTest
    static final ArchRule only_columnar_touches_parquet = noClasses()
            .that()
            .resideOutsideOfPackage("dev.engram.reports.columnar")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.jerolba..", "org.apache.parquet..");

    @ArchTest
    static final ArchRule only_text_touches_djls_tokenizers = noClasses()
            .that()
            .resideOutsideOfPackage("dev.engram.models.text")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl.huggingface..");

    @ArchTest
    static final ArchRule only_the_files_package_chooses_an_engine = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.engram.models.engine.djl",
                    "dev.engram.models.engine.onnx",
                    "dev.engram.models.engine.reference",
                    "dev.engram.models.files")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.engram.models.engine.djl",
                    "dev.engram.models.engine.onnx",
                    "dev.engram.models.engine.reference");

    @ArchTest
    static final ArchRule engines_do_not_know_each_other = noClasses()
            .that()
            .resideInAPackage("dev.engram.models.engine.onnx")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.engram.models.engine.djl")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..");

    @ArchTest
    static final ArchRule only_the_hub_package_speaks_http = noClasses()
            .that()
            .resideOutsideOfPackage("dev.engram.models.hub")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.net.http..");

    @ArchTest
    static final ArchRule the_runtime_stays_inside_models = noClasses()
            .that()
            .resideOutsideOfPackage("dev.engram.models..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.engram.models.runtime", "dev.engram.models.engine..");

    @ArchTest
    static final ArchRule only_cli_uses_standard_streams_environment_and_exit = noClasses()
            .that()
            .resideOutsideOfPackage("dev.engram.cli..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "exit", int.class);

    @ArchTest
    static final ArchRule packages_form_no_cycles =
            slices().matching("dev.engram.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothing_is_null = classes()
            .that()
            .resideOutsideOfPackage("gg.jte..")
            .should(new ArchCondition<>("lie in a package marked @NullMarked") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                    events.add(new SimpleConditionEvent(type, marked, type.getPackageName() + " of " + type.getName()));
                }
            });

    private static ArchRule only(String module, String... others) {
        DescribedPredicate<JavaClass> own = resideInAPackage("dev.engram." + module + "..");
        DescribedPredicate<JavaClass> allowed = own;
        for (String other : others) {
            allowed = allowed.or(resideInAPackage("dev.engram." + other + ".."));
        }
        return noClasses()
                .that(own)
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.engram..").and(not(allowed)));
    }
}
