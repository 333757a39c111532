package {package}.core;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request to a method, as it is put together. */
public final class Call {
    private final String verb;
    private String path;
    private final List<String> query = new ArrayList<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String body = "";

    public Call(String verb, String path) {
        this.verb = verb;
        this.path = path;
        headers.put("accept", "application/json");
    }

    /** Fills a place of the path, {petId}; {path+} keeps its slashes. */
    public Call path(String name, String value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " must be set");
        }
        path = path.replace("{" + name + "}", encode(value));
        path = path.replace("{" + name + "+}", encode(value).replace("%2F", "/"));
        return this;
    }

    public Call query(String name, String value) {
        if (value != null) {
            query.add(encode(name) + "=" + encode(value));
        }
        return this;
    }

    public Call header(String name, String value) {
        if (value != null) {
            headers.put(name.toLowerCase(), value);
        }
        return this;
    }

    public Call all(Map<String, String> moreHeaders, Map<String, String> moreQuery) {
        moreHeaders.forEach(this::header);
        moreQuery.forEach(this::query);
        return this;
    }

    public Call body(Object value) {
        if (value != null) {
            body = Json.write(value);
            headers.putIfAbsent("content-type", "application/json");
        }
        return this;
    }

    HttpRequest.Builder request(String endpoint, Signer signer) {
        Collections.sort(query);
        URI uri = URI.create(endpoint + path + (query.isEmpty() ? "" : "?" + String.join("&", query)));
        if (signer != null) {
            headers.putAll(signer.sign(verb, uri, headers, body));
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        headers.forEach(request::setHeader);
        return request.method(verb, body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
    }

    /** Percent-encodes all but what RFC 3986 leaves as it is. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    }
}
