package dev.engram.reports.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A headless Chromium that reaches nothing but files, and says what pages ask for and complain of. It needs Chromium
 * and chromedriver on the path.
 */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final ChromeDriver driver;
    private final Path downloads;

    private Browser(ChromeDriver driver, Path downloads) {
        this.driver = driver;
        this.downloads = downloads;
    }

    /**
     * Starts it.
     *
     * @param scripts whether pages may run any
     */
    static Browser start(Path downloads, boolean scripts) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium().orElseThrow().toFile());
        // No name has an address and no address is reached, so that a page that asks for anything fails.
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--proxy-server=127.0.0.1:9",
                "--force-device-scale-factor=1",
                "--window-size=1280,900");
        options.setExperimentalOption(
                "prefs",
                Map.of(
                        "download.default_directory",
                        downloads.toAbsolutePath().toString(),
                        "profile.managed_default_content_settings.javascript",
                        scripts ? 1 : 2,
                        "profile.default_content_setting_values.automatic_downloads",
                        1));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver().orElseThrow().toFile())
                .withSilent(true)
                .build();
        return new Browser(new ChromeDriver(service, options), downloads);
    }

    /** Whether there is one. */
    static boolean isInstalled() {
        return chromium().isPresent() && chromedriver().isPresent();
    }

    private static Optional<Path> chromium() {
        return installed("chromium", "chromium-browser", "google-chrome");
    }

    private static Optional<Path> chromedriver() {
        return installed("chromedriver");
    }

    private static Optional<Path> installed(String... names) {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Stream.of(names)
                .flatMap(name -> Stream.of(path.split(":")).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Opens a page, at its top, in the colours of the system. */
    void open(Path page) {
        driver.get(page.toUri().toString());
    }

    void resize(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    /** What the page was served with: a width that no window can have is emulated. */
    void emulateWidth(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", true));
    }

    void emulateDark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    List<String> texts(String css) {
        return all(css).stream().map(WebElement::getText).toList();
    }

    ChromeDriver driver() {
        return driver;
    }

    Object run(String script, Object... arguments) {
        return Objects.requireNonNull(driver.executeScript(script, arguments));
    }

    /** Waits for what takes a moment. */
    <T> T await(Function<Browser, T> found) {
        return new WebDriverWait(driver, PATIENCE).until(ignored -> found.apply(this));
    }

    /** Waits for a file to be downloaded. */
    String downloaded(String name) throws IOException {
        Path file = downloads.resolve(name);
        await(browser -> Files.exists(file));
        String text = Files.readString(file);
        Files.delete(file);
        return text;
    }

    /** Keeps what the window shows, or the whole page, as {@code target/screenshots/NAME.png}. */
    void keepScreenshot(String name) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    void keepWholePage(String name) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        Object picture = driver.executeCdpCommand(
                        "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true))
                .get("data");
        Files.write(SCREENSHOTS.resolve(name + ".png"), Base64.getDecoder().decode(String.valueOf(picture)));
    }

    /** Fails if the page asked for anything but itself and what it holds, or wrote to the console. */
    void assertQuiet() {
        assertThat(logged(LogType.BROWSER)).as("console").isEmpty();
        List<String> asked = new ArrayList<>();
        for (String message : logged(LogType.PERFORMANCE)) {
            JsonNode event = JsonMapper.shared().readTree(message).path("message");
            if (event.path("method").asString("").equals("Network.requestWillBeSent")) {
                asked.add(event.path("params").path("request").path("url").asString(""));
            }
        }
        assertThat(asked).as("requests").allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
        assertThat(asked.stream().filter(url -> url.startsWith("file:")).map(url -> url.replaceFirst("#.*", "")))
                .as("the page itself")
                .allMatch(url -> url.endsWith(".html"));
    }

    private List<String> logged(String type) {
        return StreamSupport.stream(driver.manage().logs().get(type).spliterator(), false)
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Fails if axe-core finds anything serious or critical. */
    void assertAccessible() throws IOException {
        try (InputStream axe = Objects.requireNonNull(Browser.class.getResourceAsStream("/axe.min.js"))) {
            driver.executeScript(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        }
        Object found = driver.executeAsyncScript(
                "const done = arguments[0]; axe.run().then(result => done(JSON.stringify(result.violations.filter("
                        + "each => ['serious', 'critical'].includes(each.impact)).map(each => each.id + ': ' + each.help + ' '"
                        + " + each.nodes.slice(0, 3).map(node => node.html + node.failureSummary).join(' ')))))");
        assertThat(String.valueOf(found)).isEqualTo("[]");
    }

    @Override
    public void close() {
        driver.quit();
    }
}
