package mmreplay.analyzer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.invariants.rules.Rules;

/** Rule ids as people type them: any case, and sometimes wrong. */
final class RuleIds {

    private RuleIds() {}

    /** The message is for the user: which id there is not, and which was perhaps meant. */
    static final class UnknownRuleException extends Exception {
        private static final long serialVersionUID = 1L;

        UnknownRuleException(String message) {
            super(message);
        }
    }

    static RuleInfo find(String typed) throws UnknownRuleException {
        String id = typed.strip().toUpperCase(Locale.ROOT);
        for (RuleInfo info : Rules.infos()) {
            if (info.id().equals(id)) {
                return info;
            }
        }
        List<String> near = near(id);
        throw new UnknownRuleException("there is no rule '" + typed + "'; "
                + (near.isEmpty()
                        ? "'mmreplay explain' lists all"
                        : "did you mean " + String.join(", ", near) + "? 'mmreplay explain' lists all"));
    }

    static Set<String> findAll(Collection<String> typed) throws UnknownRuleException {
        Set<String> ids = new TreeSet<>();
        for (String one : typed) {
            ids.add(find(one).id());
        }
        return ids;
    }

    /** Ids of the same family ({@code SWAP}, {@code SWAP4}, {@code SWAP-9}), or a slip of the finger away. */
    private static List<String> near(String id) {
        String family = family(id);
        List<String> near = new ArrayList<>();
        for (RuleInfo info : Rules.infos()) {
            boolean sameFamily = !family.isEmpty() && family(info.id()).equals(family);
            if (sameFamily || distance(info.id(), id) <= 2) {
                near.add(info.id());
            }
        }
        return near;
    }

    private static String family(String id) {
        int end = 0;
        while (end < id.length() && Character.isLetter(id.charAt(end))) {
            end++;
        }
        return id.substring(0, end);
    }

    /** Levenshtein's: how many letters must change. */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int swap = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(swap, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }
}
