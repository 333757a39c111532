package com.amazonaws.opensdk.config;

import java.time.Duration;
import java.util.stream.IntStream;

/** How long to wait, in milliseconds; 0 is as long as it takes. */
public final class TimeoutConfiguration {
    private int httpRequestTimeout;
    private int totalExecutionTimeout;
    private int socketTimeout;

    /** For one request. */
    public TimeoutConfiguration httpRequestTimeout(int millis) {
        this.httpRequestTimeout = millis;
        return this;
    }

    /** For a call with all that it does; there are no retries here, so it is one request. */
    public TimeoutConfiguration totalExecutionTimeout(int millis) {
        this.totalExecutionTimeout = millis;
        return this;
    }

    /** For a connection. */
    public TimeoutConfiguration socketTimeout(int millis) {
        this.socketTimeout = millis;
        return this;
    }

    public int getSocketTimeout() {
        return socketTimeout;
    }

    /** The shorter of the two times that a request may take; null when it may take any. */
    public Duration shortest() {
        return IntStream.of(httpRequestTimeout, totalExecutionTimeout).filter(millis -> millis > 0).min().stream()
            .mapToObj(Duration::ofMillis).findFirst().orElse(null);
    }
}
