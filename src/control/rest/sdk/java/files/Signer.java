package {package}.core;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signature Version 4 of requests to execute-api. */
public final class Signer {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final String accessKey;
    private final String secretKey;
    private final String sessionToken;
    private final String region;

    public Signer(String accessKey, String secretKey, String sessionToken, String region) {
        this.accessKey = accessKey;
        this.secretKey = secretKey;
        this.sessionToken = sessionToken;
        this.region = region;
    }

    /** The headers that sign a request. */
    Map<String, String> sign(String verb, URI uri, Map<String, String> headers, String body) {
        String date = DATE.format(Instant.now());
        String[] scope = {date.substring(0, 8), region, "execute-api", "aws4_request"};
        Map<String, String> added = new LinkedHashMap<>();
        added.put("x-amz-date", date);
        if (sessionToken != null) {
            added.put("x-amz-security-token", sessionToken);
        }
        TreeMap<String, String> signed = new TreeMap<>(headers);
        signed.putAll(added);
        signed.put("host", uri.getRawAuthority());
        String names = String.join(";", signed.keySet());
        String lines = signed.entrySet().stream()
            .map(header -> header.getKey() + ":" + header.getValue().trim().replaceAll(" +", " ") + "\n")
            .collect(Collectors.joining());
        String path = Arrays.stream(uri.getRawPath().split("/", -1)).map(Call::encode).collect(Collectors.joining("/"));
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        String request = String.join("\n", verb, path, query, lines, names, digest(body));
        String message = String.join("\n", ALGORITHM, date, String.join("/", scope), digest(request));
        byte[] key = ("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8);
        for (String part : scope) {
            key = hmac(key, part);
        }
        added.put("authorization", ALGORITHM + " Credential=" + accessKey + "/" + String.join("/", scope)
            + ", SignedHeaders=" + names + ", Signature=" + hex(hmac(key, message)));
        return added;
    }

    private static byte[] hmac(byte[] key, String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException error) {
            throw new IllegalStateException(error);
        }
    }

    private static String digest(String message) {
        try {
            return hex(MessageDigest.getInstance("SHA-256").digest(message.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException error) {
            throw new IllegalStateException(error);
        }
    }

    private static String hex(byte[] bytes) {
        StringBuilder digits = new StringBuilder();
        for (byte one : bytes) {
            digits.append(String.format("%02x", one));
        }
        return digits.toString();
    }
}
