package com.amazonaws.opensdk.config;

/** How connections are kept. */
public final class ConnectionConfiguration {
    private int maxConnections;
    private long connectionMaxIdleMillis;

    public ConnectionConfiguration maxConnections(int maxConnections) {
        this.maxConnections = maxConnections;
        return this;
    }

    public ConnectionConfiguration connectionMaxIdleMillis(long connectionMaxIdleMillis) {
        this.connectionMaxIdleMillis = connectionMaxIdleMillis;
        return this;
    }

    public int getMaxConnections() {
        return maxConnections;
    }

    public long getConnectionMaxIdleMillis() {
        return connectionMaxIdleMillis;
    }
}
