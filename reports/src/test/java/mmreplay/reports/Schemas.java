package mmreplay.reports;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;

/** Validates JSON. */
public final class Schemas {

    private Schemas() {}

    /**
     * What is wrong with it; empty if it is valid.
     *
     * @param schema a resource, absolute
     */
    public static Set<ValidationMessage> errors(String json, String schema, SpecVersion.VersionFlag version)
            throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        try (InputStream in = Objects.requireNonNull(Schemas.class.getResourceAsStream(schema), schema)) {
            return JsonSchemaFactory.getInstance(version)
                    .getSchema(mapper.readTree(in))
                    .validate(mapper.readTree(json));
        }
    }
}
