package mmreplay.reports.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A chromium that notes every line of its console and every request that it would send. */
final class Browser implements AutoCloseable {

    private static final String REQUEST = "\"method\":\"Network.requestWillBeSent\"";

    private final ChromeDriver driver;

    Browser() {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program("chromium"));
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--window-size=1400,1000");
        // Named, so that nothing is looked for on the network.
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver"))
                .build();
        driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(30));
    }

    /** A missing browser is a failure: a test that is skipped shows nothing. */
    private static File program(String name) {
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            Path file = Path.of(folder, name);
            if (Files.isExecutable(file)) {
                return file.toFile();
            }
        }
        throw new AssertionError(name + " is not on the PATH: apt-get install chromium chromium-driver");
    }

    void open(Path page, String fragment) {
        driver.get("about:blank");
        driver.manage().logs().get(LogType.BROWSER);
        driver.manage().logs().get(LogType.PERFORMANCE);
        driver.get(page.toUri() + fragment);
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    /** Ids of the elements that are displayed. */
    List<String> shown(String css) {
        return driver.findElements(By.cssSelector(css)).stream()
                .filter(WebElement::isDisplayed)
                .map(element -> element.getAttribute("id"))
                .toList();
    }

    void type(String css, CharSequence... keys) {
        find(css).sendKeys(keys);
    }

    /** Into whatever has the focus. */
    void press(CharSequence keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    void escape() {
        press(Keys.ESCAPE);
    }

    Object run(String script) {
        Object value = ((JavascriptExecutor) driver).executeScript(script);
        return value == null ? "null" : value;
    }

    void scheme(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("media", "", "features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void width(int pixels) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", pixels, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Everything that the console said since {@link #open}. */
    List<String> console() {
        List<String> lines = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
            lines.add(entry.getMessage());
        }
        return lines;
    }

    /** Every request since {@link #open}, the page itself included. */
    List<String> requests() {
        List<String> requests = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            if (entry.getMessage().contains(REQUEST)) {
                requests.add(entry.getMessage());
            }
        }
        return requests;
    }

    @Override
    public void close() {
        driver.quit();
    }
}
