package mmreplay.reports.text;

/** Words of a POSIX shell's command line. */
public final class Shell {

    private static final String PLAIN = "[A-Za-z0-9@%+=:,./_-]+";

    private Shell() {}

    /** A path as one word: quoted where a shell would take it apart, and never an option. */
    public static String path(String path) {
        String file = path.startsWith("-") ? "./" + path : path;
        return file.matches(PLAIN) ? file : "'" + file.replace("'", "'\\''") + "'";
    }
}
