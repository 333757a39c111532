package {package}.core;

import com.amazonaws.opensdk.config.TimeoutConfiguration;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import {package}.{service}Exception;

/** Sends requests, and reads their answers. */
public final class Transport {
    private final HttpClient client;
    private final String endpoint;
    private final String apiKey;
    private final Signer signer;
    private final Duration timeout;

    public Transport(String endpoint, String apiKey, Signer signer, TimeoutConfiguration timeouts) {
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        if (timeouts.getSocketTimeout() > 0) {
            builder.connectTimeout(Duration.ofMillis(timeouts.getSocketTimeout()));
        }
        this.client = builder.build();
        this.endpoint = endpoint;
        this.apiKey = apiKey;
        this.signer = signer;
        this.timeout = timeouts.shortest();
    }

    /** The answer to a request, read as JSON. */
    public Object send(Call call) {
        call.header("x-api-key", apiKey);
        HttpRequest.Builder request = call.request(endpoint, signer);
        if (timeout != null) {
            request.timeout(timeout);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new {service}Exception(response.statusCode(), response.body(), response.headers().map());
            }
            return Json.read(response.body());
        } catch (IOException error) {
            throw new {service}Exception("no answer from " + endpoint, error);
        } catch (InterruptedException error) {
            Thread.currentThread().interrupt();
            throw new {service}Exception("interrupted", error);
        }
    }
}
