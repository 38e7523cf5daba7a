package mmreplay.invariants.rules;

import java.util.List;
import mmreplay.invariants.rule.Rule;
import mmreplay.invariants.rule.RuleInfo;
import mmreplay.invariants.rules.anon.Anon1;
import mmreplay.invariants.rules.anon.Anon2;
import mmreplay.invariants.rules.anon.Anon3;
import mmreplay.invariants.rules.anon.Anon4;
import mmreplay.invariants.rules.anon.Anon5;
import mmreplay.invariants.rules.anon.Anon6;
import mmreplay.invariants.rules.anon.Anon7;
import mmreplay.invariants.rules.anon.Anon8;
import mmreplay.invariants.rules.anon.Anon9;
import mmreplay.invariants.rules.av.Av1;
import mmreplay.invariants.rules.av.Av2;
import mmreplay.invariants.rules.av.Av3;
import mmreplay.invariants.rules.av.Av4;
import mmreplay.invariants.rules.av.Av5;
import mmreplay.invariants.rules.av.Av6;
import mmreplay.invariants.rules.av.Av7;
import mmreplay.invariants.rules.ksm.Ksm1;
import mmreplay.invariants.rules.ksm.Ksm2;
import mmreplay.invariants.rules.lock.Lock1;
import mmreplay.invariants.rules.lock.Lock2;
import mmreplay.invariants.rules.lock.Lock3;
import mmreplay.invariants.rules.lock.Lock4;
import mmreplay.invariants.rules.map.Map1;
import mmreplay.invariants.rules.map.Map2;
import mmreplay.invariants.rules.map.Map3;
import mmreplay.invariants.rules.mig.Mig1;
import mmreplay.invariants.rules.mig.Mig2;
import mmreplay.invariants.rules.mig.Mig3;
import mmreplay.invariants.rules.mlock.Mlock1;
import mmreplay.invariants.rules.mlock.Mlock2;
import mmreplay.invariants.rules.mlock.Mlock3;
import mmreplay.invariants.rules.mlock.Mlock4;
import mmreplay.invariants.rules.mlock.Mlock5;
import mmreplay.invariants.rules.mlock.Mlock6;
import mmreplay.invariants.rules.mlock.Mlock7;
import mmreplay.invariants.rules.ptc.Ptc1;
import mmreplay.invariants.rules.ptc.Ptc2;
import mmreplay.invariants.rules.ptw.Ptw1;
import mmreplay.invariants.rules.ptw.Ptw2;
import mmreplay.invariants.rules.ptw.Ptw3;
import mmreplay.invariants.rules.ptw.Ptw4;
import mmreplay.invariants.rules.ptw.Ptw5;
import mmreplay.invariants.rules.ptw.Ptw6;
import mmreplay.invariants.rules.ptw.Ptw7;
import mmreplay.invariants.rules.ptw.Ptw8;
import mmreplay.invariants.rules.ptw.Ptw9;
import mmreplay.invariants.rules.swap.Swap1;
import mmreplay.invariants.rules.swap.Swap10;
import mmreplay.invariants.rules.swap.Swap11;
import mmreplay.invariants.rules.swap.Swap12;
import mmreplay.invariants.rules.swap.Swap2;
import mmreplay.invariants.rules.swap.Swap3;
import mmreplay.invariants.rules.swap.Swap4;
import mmreplay.invariants.rules.swap.Swap5;
import mmreplay.invariants.rules.swap.Swap6;
import mmreplay.invariants.rules.swap.Swap7;
import mmreplay.invariants.rules.swap.Swap8;
import mmreplay.invariants.rules.swap.Swap9;
import mmreplay.invariants.rules.tlb.Tlb1;
import mmreplay.invariants.rules.tlb.Tlb2;
import mmreplay.invariants.rules.tlb.Tlb3;
import mmreplay.invariants.rules.tlb.Tlb4;
import mmreplay.invariants.rules.tlb.Tlb5;
import mmreplay.invariants.rules.tlb.Tlb6;
import mmreplay.invariants.rules.tlb.Tlb7;
import mmreplay.invariants.rules.truth.TruthRule;

/** The catalogue: one line a rule. Each has a page, {@code rules/ID.md}, and fixtures under its id. */
public final class Rules {

    private Rules() {}

    /** Fresh instances of every rule, in the catalogue's order: one set judges one trace. */
    public static List<Rule> all() {
        return List.of(
                new Anon1(),
                new Anon2(),
                new Anon3(),
                new Anon4(),
                new Anon5(),
                new Anon6(),
                new Anon7(),
                new Anon8(),
                new Anon9(),
                new Av1(),
                new Av2(),
                new Av3(),
                new Av4(),
                new Av5(),
                new Av6(),
                new Av7(),
                new Map1(),
                new Map2(),
                new Map3(),
                new Lock1(),
                new Lock2(),
                new Lock3(),
                new Lock4(),
                new Mlock1(),
                new Mlock2(),
                new Mlock3(),
                new Mlock4(),
                new Mlock5(),
                new Mlock6(),
                new Mlock7(),
                new Mig1(),
                new Mig2(),
                new Mig3(),
                new Ptw1(),
                new Ptw2(),
                new Ptw3(),
                new Ptw4(),
                new Ptw5(),
                new Ptw6(),
                new Ptw7(),
                new Ptw8(),
                new Ptw9(),
                new Ptc1(),
                new Ptc2(),
                new Swap1(),
                new Swap2(),
                new Swap3(),
                new Swap4(),
                new Swap5(),
                new Swap6(),
                new Swap7(),
                new Swap8(),
                new Swap9(),
                new Swap10(),
                new Swap11(),
                new Swap12(),
                new Ksm1(),
                new Ksm2(),
                new Tlb1(),
                new Tlb2(),
                new Tlb3(),
                new Tlb4(),
                new Tlb5(),
                new Tlb6(),
                new Tlb7(),
                new TruthRule());
    }

    /** What the catalogue says of every rule. */
    public static List<RuleInfo> infos() {
        return all().stream().map(Rule::info).toList();
    }
}
