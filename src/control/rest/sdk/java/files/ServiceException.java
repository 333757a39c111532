package {package};

import java.util.Collections;
import java.util.List;
import java.util.Map;

/** An answer that is no success, or none at all. */
public class {service}Exception extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int statusCode;
    private final String body;
    private final transient Map<String, List<String>> headers;

    public {service}Exception(int statusCode, String body, Map<String, List<String>> headers) {
        super("status " + statusCode + ": " + body);
        this.statusCode = statusCode;
        this.body = body;
        this.headers = headers;
    }

    public {service}Exception(String message, Throwable cause) {
        super(message, cause);
        this.statusCode = 0;
        this.body = null;
        this.headers = Collections.emptyMap();
    }

    /** The status, or 0 when there was no answer. */
    public int statusCode() {
        return statusCode;
    }

    public String body() {
        return body;
    }

    public Map<String, List<String>> headers() {
        return headers;
    }
}
