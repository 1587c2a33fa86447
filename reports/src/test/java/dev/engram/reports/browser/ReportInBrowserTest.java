package dev.engram.reports.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.reports.SampleEdits;
import dev.engram.reports.SampleEvaluations;
import dev.engram.reports.SampleStudies;
import dev.engram.reports.SampleSweeps;
import dev.engram.reports.SampleTraces;
import dev.engram.reports.VisibleText;
import dev.engram.reports.page.Provenance;
import dev.engram.reports.page.ReportPage;
import dev.engram.reports.page.StudyPart;
import dev.engram.reports.page.SweepPart;
import dev.engram.reports.page.TracePage;
import dev.engram.reports.page.TracingPart;
import dev.engram.tracing.TraceResult;
import dev.engram.tracing.summary.SummarySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A report of everything, used as its readers do; each test also fails if the page asks for anything or complains. */
@EnabledIf(
        value = "dev.engram.reports.browser.Browser#isInstalled",
        disabledReason = "no chromium and chromedriver on the path: pages are not tried in a browser")
class ReportInBrowserTest {

    private static final Provenance PROVENANCE =
            new Provenance(List.of(new Provenance.Entry("command", "engram trace")));
    private static final String HOSTILE =
            "</title></script><script>document.title='x'</script>\u202E\u001B<img src=x onerror=alert(1)>";

    @TempDir
    static Path folder;

    private static Browser browser;
    private static Path report;
    private static Path hostile;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start(folder, true);
        report = write(
                "report",
                ReportPage.render(
                        "What was tried",
                        List.of(
                                traces(SampleTraces.small(), SampleTraces.longer()),
                                SampleEdits.ann(PROVENANCE),
                                SampleEvaluations.sequence(PROVENANCE),
                                new SweepPart("tiny-model", SampleSweeps.rome(), PROVENANCE),
                                new StudyPart("tiny-model", SampleStudies.rome(), PROVENANCE))));
        hostile = write(
                "hostile",
                ReportPage.render(
                        HOSTILE,
                        List.of(
                                new TracingPart(
                                        HOSTILE,
                                        SampleTraces.facts(List.of(SampleTraces.hostile(), SampleTraces.hostile())),
                                        SummarySettings.DEFAULT,
                                        PROVENANCE),
                                SampleEdits.hostile(HOSTILE, PROVENANCE),
                                SampleEvaluations.hostile(HOSTILE, PROVENANCE))));
    }

    private static TracingPart traces(TraceResult... results) {
        return new TracingPart("tiny-model", SampleTraces.facts(List.of(results)), SummarySettings.DEFAULT, PROVENANCE);
    }

    private static Path write(String name, String html) throws IOException {
        return Files.writeString(folder.resolve(name + ".html"), html);
    }

    @BeforeEach
    void open() {
        browser.emulateDark(false);
        browser.emulateWidth(1280, 900);
        browser.open(report);
    }

    @AfterEach
    void the_page_is_quiet() {
        browser.assertQuiet();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void a_cell_under_the_pointer_says_what_it_is_and_is_marked_in_the_other_kinds() {
        List<WebElement> drawings = browser.all("[data-heatmap='run-1-averages']");
        assertThat(drawings).hasSize(3);
        // Row 3 of the averages is the last subject token; its layer 1 is the second of four columns.
        WebElement cell = browser.all("[data-heatmap='run-1-averages'] g[pointer-events] > rect")
                .get(3 * 4 + 1);

        new Actions(browser.driver()).moveToElement(cell).perform();

        String said = browser.await(page -> {
            String text =
                    page.find("[data-heatmap='run-1-averages'] + .readout").getText();
            return text.isEmpty() ? null : text;
        });
        assertThat(said)
                .contains("last subject token")
                .contains("layer 1")
                .contains("mean indirect effect 0.3500")
                .contains("rank 3 of 24")
                .contains("average-mlp: 0.1250, rank 1 of 24")
                .contains("average-attn: ");
        assertThat(drawings.get(0).findElements(By.cssSelector("rect.cursor"))).hasSize(2);
        assertThat(drawings.get(1).findElements(By.cssSelector("rect.twin"))).hasSize(2);
    }

    @Test
    void cells_are_reached_by_the_keyboard() {
        WebElement drawing = browser.find("[data-heatmap='run-1-averages']");

        drawing.sendKeys(Keys.ARROW_DOWN);
        assertThat(readout()).contains("before the subject", "layer 0");
        drawing.sendKeys(Keys.ARROW_DOWN, Keys.END);
        assertThat(readout()).contains("first subject token", "layer 3");
        drawing.sendKeys(Keys.ARROW_RIGHT);
        assertThat(readout()).as("no step leaves the row").contains("first subject token", "layer 3");
    }

    private static String readout() {
        return browser.find("[data-heatmap='run-1-averages'] + .readout").getText();
    }

    @Test
    void facts_are_sorted_by_a_column_and_back() {
        assertThat(numbers()).containsExactly("0", "1");
        WebElement head = browser.all("table.facts th button.sort").get(5);

        head.click();
        assertThat(numbers()).as("largest total effect first").containsExactly("0", "1");
        assertThat(browser.all("table.facts thead th").get(5).getAttribute("aria-sort"))
                .isEqualTo("descending");
        head.click();
        assertThat(numbers()).containsExactly("1", "0");
    }

    private static List<String> numbers() {
        return browser.texts("table.facts tbody tr:not([hidden]) td:first-child");
    }

    @Test
    void facts_are_filtered_by_words() {
        WebElement filter = browser.find("section.run input[type=search]");

        filter.sendKeys("fly SINGER");
        assertThat(numbers()).containsExactly("1");
        assertThat(browser.find("section.run output").getText()).isEqualTo("1 of 2");
        filter.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
        assertThat(numbers()).containsExactly("0", "1");
    }

    @Test
    void a_fact_opens_with_a_heatmap_of_each_kind_whose_cells_say_what_they_are() throws IOException {
        browser.find("tr[data-fact='run-1-fact-0'] button.open").click();

        assertThat(browser.find("dialog h2").getText()).isEqualTo("Ann Lee sings");
        assertThat(browser.texts("dialog .heat h3"))
                .containsExactly(
                        "Restoring a single hidden state",
                        "Restoring MLP outputs in a window of 2 layers",
                        "Restoring attention outputs in a window of 2 layers");
        WebElement cell = browser.all("dialog .heat[data-kind='mlp'] td").get(4 + 1);
        new Actions(browser.driver()).moveToElement(cell).perform();
        assertThat(browser.find("dialog .readout").getText())
                .contains("mlp: ·Lee (position 1, last subject token), layer 1: 0.3500, effect +0.2500, rank 1 of 12")
                .contains("hidden: 0.5000, rank 3 of 12")
                .contains("attn: 0.1000, rank 4 of 12");
        assertThat(browser.all("dialog td.cursor")).hasSize(1);
        assertThat(browser.all("dialog td.twin")).hasSize(2);
        browser.find("dialog .heat[data-kind='mlp'] .scroll").sendKeys(Keys.ARROW_LEFT);
        assertThat(browser.find("dialog .readout").getText()).contains("layer 0: 0.2000, effect +0.1000");
        browser.assertAccessible();
        browser.keepScreenshot("fact-wide-light");

        browser.find("dialog button[aria-label='Next fact']").click();
        assertThat(browser.find("dialog h2").getText()).isEqualTo("The singer Bo Mc Fly plays well");
        assertThat(browser.find("dialog button[aria-label='Next fact']").isEnabled())
                .isFalse();
        browser.driver().switchTo().activeElement().sendKeys(Keys.ESCAPE);
        assertThat(browser.find("dialog").isDisplayed()).isFalse();
    }

    @Test
    void colours_follow_the_scale_that_is_chosen() {
        browser.find("tr[data-fact='run-1-fact-0'] button.open").click();
        String linear = color("hidden", 5);

        choose("logarithmic");
        assertThat(color("hidden", 5))
                .as("0.5 between 0.1 and 0.8, by its logarithm")
                .isNotEqualTo(linear);
        choose("linear");
        assertThat(color("hidden", 5)).isEqualTo(linear);
        assertThat(color("mlp", 5)).as("the highest cell of its own figure").isEqualTo("rgb(253, 231, 37)");
        choose("the same for all kinds");
        assertThat(color("hidden", 5))
                .as("the highest of all kinds is hidden's")
                .isEqualTo(linear);
        assertThat(color("mlp", 5)).isNotEqualTo("rgb(253, 231, 37)");
    }

    private static void choose(String option) {
        browser.all("dialog option").stream()
                .filter(each -> each.getText().equals(option))
                .findFirst()
                .orElseThrow()
                .click();
    }

    private static String color(String kind, int cell) {
        return browser.all("dialog .heat[data-kind='" + kind + "'] td")
                .get(cell)
                .getCssValue("background-color")
                .replaceAll("rgba\\((.*), 1\\)", "rgb($1)");
    }

    @Test
    void every_cell_can_be_downloaded() throws IOException {
        browser.find("button[data-download='run-1-cells.csv']").click();
        List<String> lines = browser.downloaded("run-1-cells.csv").lines().toList();

        assertThat(lines.get(0))
                .isEqualTo("fact,id,kind,position,token_id,token,role,subject,layer,value,effect,clean,corrupted");
        assertThat(lines).hasSize(1 + 3 * (3 * 4 + 7 * 4));
        assertThat(lines).contains("0,fact 1,mlp,1,101, Lee,last subject token,true,1,0.35,0.25,0.8,0.1");

        browser.find("button[data-download='run-1-cells.json']").click();
        JsonNode cells = JsonMapper.shared().readTree(browser.downloaded("run-1-cells.json"));
        assertThat(cells.size()).isEqualTo(lines.size() - 1);
        assertThat(cells.get(5).path("value").asDouble()).isCloseTo(0.5, within(0.0));
    }

    @Test
    void tables_are_downloaded_with_their_numbers_in_full_and_their_intervals() throws IOException {
        browser.find("button[data-download='run-3-metrics.csv']").click();
        String csv = browser.downloaded("run-3-metrics.csv");

        assertThat(csv.lines().findFirst().orElseThrow())
                .isEqualTo(
                        "Metric,Name,rome,rome low,rome high,ft-m,ft-m low,ft-m high,unedited,unedited low,unedited high");
        assertThat(csv).contains("rewrite.right-likelier,ES,1,1,1,0.6666666666666666,");
    }

    @Test
    void a_failure_leads_to_its_record() {
        WebElement link = browser.find("[data-name='failures'] a");

        link.click();

        String record = String.valueOf(link.getAttribute("href")).replaceFirst(".*#", "");
        String open = browser.await(page -> page.find("#" + record).getAttribute("open"));
        assertThat(open).isEqualTo("true");
        assertThat(browser.find("#" + record).getText()).contains("id of Bob plays", "✗ hymns all day");
    }

    @Test
    void the_theme_can_be_chosen() {
        String light = background();

        browser.all(".theme option").get(2).click();
        String dark = background();
        browser.all(".theme option").get(0).click();

        assertThat(dark).isNotEqualTo(light);
        assertThat(background()).isEqualTo(light);
        browser.emulateDark(true);
        assertThat(background()).isEqualTo(dark);
        browser.all(".theme option").get(1).click();
        assertThat(background()).isEqualTo(light);
    }

    private static String background() {
        return browser.find("body").getCssValue("background-color");
    }

    @Test
    void everybody_can_use_it_in_light_and_in_dark() throws IOException {
        browser.run("document.querySelectorAll('details').forEach(each => each.open = true); return 0");
        browser.assertAccessible();
        browser.keepWholePage("report-wide-light");
        browser.emulateDark(true);
        browser.assertAccessible();
        browser.keepWholePage("report-wide-dark");
    }

    @Test
    void it_fits_a_phone() throws IOException {
        browser.emulateWidth(390, 844);
        browser.open(report);

        assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo(390L);
        browser.keepWholePage("report-phone-light");
        browser.find("tr[data-fact='run-1-fact-1'] button.open").click();
        browser.keepScreenshot("fact-phone-light");
        assertThat(browser.run("return document.querySelector('dialog').getBoundingClientRect().right"))
                .asString()
                .satisfies(right -> assertThat(Double.parseDouble(right)).isLessThanOrEqualTo(390));
    }

    @Test
    void hostile_texts_are_shown_as_they_are() throws IOException {
        browser.open(hostile);

        assertThat(browser.driver().getTitle()).isEqualTo(VisibleText.line(HOSTILE));
        assertThat(browser.find("h1").getText()).isEqualTo(VisibleText.line(HOSTILE));
        assertThat(browser.all("img[src='x'], main script:not([type='application/json'])"))
                .isEmpty();
        browser.find("tr[data-fact='run-1-fact-0'] button.open").click();
        List<String> tokens = browser.all("dialog .heat tbody th code").stream()
                .map(label -> String.valueOf(label.getDomProperty("textContent")))
                .toList();
        for (int i = 0; i < tokens.size(); i++) {
            String shown = VisibleText.ofToken(SampleTraces.HOSTILE_TOKENS.get(i))
                    .shortened(24)
                    .plain();
            assertThat(tokens.get(i)).startsWith(shown);
        }
        browser.keepScreenshot("hostile-fact");
        browser.open(hostile);
        browser.find("button[data-download='run-1-cells.json']").click();
        JsonNode cells = JsonMapper.shared().readTree(browser.downloaded("run-1-cells.json"));
        assertThat(cells.get(0).path("token").asString()).isEqualTo(SampleTraces.HOSTILE_TOKENS.get(0));
        browser.assertAccessible();
        browser.keepWholePage("hostile-wide");
    }

    @Test
    void the_page_of_one_trace_speaks_too() throws IOException {
        browser.open(write("trace", TracePage.render(SampleTraces.small(), PROVENANCE)));

        browser.find("[data-heatmap='trace']").sendKeys(Keys.ARROW_DOWN, Keys.ARROW_DOWN);
        assertThat(browser.find("[data-heatmap='trace'] + .readout").getText())
                .contains("·Lee (position 1, subject)", "layer 0", "rank 4 of 12");
        browser.assertAccessible();
        browser.keepWholePage("trace-wide-light");
    }

    @Test
    void without_scripts_there_are_figures_and_small_pictures() throws IOException {
        try (Browser plain = Browser.start(folder, false)) {
            plain.open(report);

            assertThat(plain.all("svg")).isNotEmpty();
            assertThat(plain.all("img.thumbnail"))
                    .hasSize(2 * 3)
                    .allMatch(picture -> picture.getSize().getWidth() >= 48);
            assertThat(plain.all("button, dialog, input")).isEmpty();
            assertThat(plain.find("noscript").getText()).contains("need the script of this page");
            plain.keepWholePage("report-without-scripts");
            plain.assertQuiet();
        }
    }
}
