package mmreplay.reports.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The page's own style sheet and script, and the policy that lets a browser run these two and nothing else: they are named by
 * their digests, so not even markup that got past the escaping would do anything.
 */
final class Scripts {

    private Scripts() {}

    static String css() {
        return text("report.css");
    }

    static String script() {
        return text("report.js");
    }

    static String policy() {
        return "default-src 'none'; style-src '" + digest(css()) + "'; script-src '" + digest(script())
                + "'; base-uri 'none'; form-action 'none'";
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String text(String resource) {
        try (InputStream in = Scripts.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
