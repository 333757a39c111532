package {package};

import com.amazonaws.opensdk.config.ConnectionConfiguration;
import com.amazonaws.opensdk.config.TimeoutConfiguration;
import {package}.core.Signer;
import {package}.core.Transport;

/** Makes clients. */
public final class {service}ClientBuilder {
    private String endpoint = {endpoint};
    private String region = {region};
    private String apiKey;
    private String[] credentials;
    private TimeoutConfiguration timeouts = new TimeoutConfiguration();

    {service}ClientBuilder() {
    }

    /** Where the stage is called. */
    public {service}ClientBuilder endpoint(String endpoint) {
        this.endpoint = endpoint;
        return this;
    }

    /** Sent with every request as x-api-key. */
    public {service}ClientBuilder apiKey(String apiKey) {
        this.apiKey = apiKey;
        return this;
    }

    /** With credentials, requests are signed. */
    public {service}ClientBuilder iamCredentials(String accessKey, String secretKey) {
        return iamCredentials(accessKey, secretKey, null);
    }

    /** Temporary credentials. */
    public {service}ClientBuilder iamCredentials(String accessKey, String secretKey, String sessionToken) {
        this.credentials = new String[] {accessKey, secretKey, sessionToken};
        return this;
    }

    /** The region that signatures are for. */
    public {service}ClientBuilder iamRegion(String region) {
        this.region = region;
        return this;
    }

    /** Taken so that programs compile; connections are pooled by java.net.http, which has no such settings. */
    public {service}ClientBuilder connectionConfiguration(ConnectionConfiguration configuration) {
        return this;
    }

    public {service}ClientBuilder timeoutConfiguration(TimeoutConfiguration configuration) {
        this.timeouts = configuration;
        return this;
    }

    public {service} build() {
        Signer signer = credentials == null ? null : new Signer(credentials[0], credentials[1], credentials[2], region);
        return new {service}Client(new Transport(endpoint, apiKey, signer, timeouts));
    }
}
